import type { Page } from '@playwright/test';
import { find } from '../../scripts/browsers.js';
import {
  SCRIPT,
  chatTag,
  dashboardTag,
  element,
  embed,
  exchanges,
  expect,
  heard,
  isUp,
  refusedExchanges,
  test as base,
} from './support/fixtures.js';

const fullChromium = find['full-chromium']();

const test = base.extend({
  // The headless shell draws frames that nobody sees.
  launchOptions: async ({ launchOptions, browserName }, use) => {
    const executablePath = (browserName === 'chromium' && fullChromium) || launchOptions.executablePath!;
    await use({ ...launchOptions, executablePath });
  },
});

/** Shows this markup as the application's only view, after it has parked what was there. */
const show = (page: Page, markup: string): Promise<void> =>
  page.evaluate(async (html) => {
    const library = '/cube-embed.js';
    const { parkAll } = (await import(library)) as { parkAll(): number };
    parkAll();
    document.querySelector('main')!.innerHTML = html;
  }, markup);

test.beforeEach(async ({ page, host }) => {
  host.page('/', `${SCRIPT}<header><button>Menu</button></header><main></main>`);
  await page.goto(host.url);
  const canMove = await page.evaluate(() => 'moveBefore' in Element.prototype);
  test.skip(!canMove, 'Without moveBefore(), nothing is kept.');
});

// Which field has the focus, no engine remembers for a frame of another site that has lost it.
test('a viewer who comes back to a chat finds the half-typed question, with the focus in the chat', async ({
  page,
  tenant,
}) => {
  const chat = chatTag(tenant, 'keep');
  await show(page, chat);
  await isUp(page, 'chat');
  const question = embed(page, 'chat').getByTestId('question');
  await question.fill('How did we do last ');
  await question.press('End');
  await show(page, '<h1>Elsewhere</h1>');
  await expect(page.getByRole('heading')).toBeVisible();
  await expect(page.locator('cube-embed-chat, iframe')).toHaveCount(0);
  await page.getByRole('button').hover();
  await show(page, chat);
  await isUp(page, 'chat');
  await expect(question).toHaveValue('How did we do last ');
  await expect(element(page, 'chat')).toBeFocused();
  await question.press('End');
  await page.keyboard.type('week?');
  await expect(question).toHaveValue('How did we do last week?');
  expect((await heard(page, 'ready')).map(({ detail }) => detail['kept'])).toEqual([false, true]);
  expect(exchanges(tenant)).toHaveLength(1);
});

test('a focused element of the page keeps its focus when a viewer comes back', async ({ page, tenant }) => {
  const chat = chatTag(tenant, 'keep');
  await show(page, chat);
  await isUp(page, 'chat');
  await embed(page, 'chat').getByTestId('question').focus();
  await show(page, '');
  await page.getByRole('button').focus();
  await show(page, chat);
  await isUp(page, 'chat');
  await expect(page.getByRole('button')).toBeFocused();
});

test('a parked embed takes neither the focus of the page nor its scroll position', async ({
  page,
  tenant,
}) => {
  await show(page, chatTag(tenant, 'keep'));
  await isUp(page, 'chat');
  const frame = page.frame({ url: /\/embed\/chat/ })!;
  await show(page, '<input style="position: fixed"><div style="height: 3000px"></div>');
  await page.locator('input').focus();
  await page.evaluate(() => scrollTo(0, 500));
  await frame.evaluate(() => {
    document.querySelector<HTMLElement>('[data-test=question]')!.focus();
    document.querySelector('[data-test=question]')!.scrollIntoView();
  });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await page.keyboard.type('typed');
  await expect(page.locator('input')).toHaveValue('typed');
  expect(await page.evaluate(() => scrollY)).toBe(500);
});

test('a parked embed runs no animation frames, and is neither printed nor in the accessibility tree', async ({
  page,
  tenant,
  browserName,
}) => {
  test.skip(browserName === 'chromium' && !fullChromium, 'The headless shell draws frames that nobody sees.');
  await show(page, dashboardTag(tenant, 'keep'));
  await isUp(page, 'dashboard');
  const frame = page.frame({ url: /\/embed\/dashboard/ })!;
  await show(page, '<h1>Elsewhere</h1>');
  await frame.evaluate(() => {
    const count = (): void => {
      document.documentElement.dataset['frames'] = String(
        1 + Number(document.documentElement.dataset['frames'] ?? 0),
      );
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  // As many frames of the page itself as a second has.
  await page.evaluate(async () => {
    for (let round = 0; round < 60; round += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  const frames = await frame.evaluate(() => Number(document.documentElement.dataset['frames'] ?? 0));
  expect(frames).toBeLessThanOrEqual(2);
  if (browserName !== 'chromium') return;
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const roles = nodes.filter(({ ignored }) => !ignored).map(({ role }) => String(role?.value));
  expect(roles).toContain('heading');
  expect(roles).not.toContain('Iframe');
  const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages(await page.pdf())).toBe(1);
});

test('an embed that is parked in a window of its own goes with that window', async ({ page, tenant }) => {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(
      (html) => {
        const popup = window.open('', '', 'width=900,height=700')!;
        Object.assign(window, { popup });
        document.querySelector('main')!.innerHTML = html;
        popup.document.body.append(document.querySelector('cube-embed-dashboard')!);
      },
      dashboardTag(tenant, 'keep'),
    ),
  ]);
  await isUp(popup, 'dashboard');
  await page.evaluate(() => {
    const { popup } = window as unknown as { popup: Window };
    const dashboard = popup.document.querySelector('cube-embed-dashboard')!;
    Object.assign(window, { isKept: dashboard.park() });
    dashboard.remove();
  });
  expect(await page.evaluate(() => (window as unknown as { isKept: boolean }).isKept)).toBe(true);
  expect(popup.frames()).toHaveLength(2);
  const before = exchanges(tenant).length;
  // Another document: nothing can be moved between them without a reload.
  await show(page, dashboardTag(tenant, 'keep'));
  await isUp(page, 'dashboard');
  expect(exchanges(tenant)).toHaveLength(before + 1);
  await popup.close();
  // Nothing of it is left to be taken, and the page's own embed is untouched.
  await show(page, '');
  await show(page, dashboardTag(tenant, 'keep'));
  await isUp(page, 'dashboard');
  expect(exchanges(tenant)).toHaveLength(before + 1);
  expect(refusedExchanges(tenant)).toEqual([]);
});

test('a return shows the same document with its scroll position and selection', async ({ page, tenant }) => {
  await show(page, chatTag(tenant, 'keep'));
  await isUp(page, 'chat');
  const question = embed(page, 'chat').getByTestId('question');
  await question.fill('a question with a selection');
  const frame = page.frame({ url: /\/embed\/chat/ })!;
  await frame.evaluate(() => {
    document.body.style.minHeight = '3000px';
    scrollTo(0, 700);
    const field = document.querySelector<HTMLInputElement>('[data-test=question]')!;
    field.setSelectionRange(2, 10);
    Object.assign(window, { mark: 'same document' });
  });
  await show(page, '<h1>Elsewhere</h1>');
  await show(page, chatTag(tenant, 'keep'));
  await isUp(page, 'chat');
  const state = await page.frame({ url: /\/embed\/chat/ })!.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('[data-test=question]')!;
    const { mark } = window as unknown as { mark: string };
    return [mark, scrollY, field.selectionStart, field.selectionEnd];
  });
  expect(state).toEqual(['same document', 700, 2, 10]);
});

for (const way of ['parkOnNavigate', 'an await before it'] as const) {
  test(`with the Navigation API, ${way === 'parkOnNavigate' ? 'a return needs no session' : 'a handler that awaits first loads again'}`, async ({
    page,
    host,
    tenant,
  }) => {
    host.page(
      '/app',
      `<a href="/app/other">Other</a><main></main><script type="module">
        import { parkOnNavigate } from '/cube-embed.js';
        parkOnNavigate();
        const main = document.querySelector('main');
        const render = () => {
          main.innerHTML = location.pathname.endsWith('other')
            ? '<h1>Other</h1>'
            : ${JSON.stringify(dashboardTag(tenant, 'keep'))};
        };
        navigation.addEventListener('navigate', (event) => {
          event.intercept({
            async handler() {
              ${way === 'parkOnNavigate' ? '' : 'await new Promise((resolve) => setTimeout(resolve, 50));'}
              render();
            },
          });
        });
        render();
      </script>`,
    );
    await page.goto(`${host.url}/app`);
    test.skip(!(await page.evaluate(() => 'navigation' in window)), 'There is no Navigation API.');
    await isUp(page, 'dashboard');
    await page.getByRole('link').click();
    await expect(page.getByRole('heading')).toHaveText('Other');
    await page.evaluate(() => history.back());
    await isUp(page, 'dashboard');
    expect(exchanges(tenant)).toHaveLength(way === 'parkOnNavigate' ? 1 : 2);
    expect(refusedExchanges(tenant)).toEqual([]);
  });
}

test('what is parked on a page that the page cache keeps is there after Back', async ({
  page,
  host,
  tenant,
}) => {
  await show(page, dashboardTag(tenant, 'keep'));
  await isUp(page, 'dashboard');
  await show(page, '<h1>Elsewhere</h1>');
  // As the page cache does it; the next test of this kind has a real one.
  await page.evaluate(() => {
    for (const type of ['pagehide', 'pageshow'])
      window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
  });
  await show(page, dashboardTag(tenant, 'keep'));
  await isUp(page, 'dashboard');
  expect(exchanges(tenant)).toHaveLength(1);
  expect(host.answers).toHaveLength(1);
  await show(page, '');
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
  await show(page, dashboardTag(tenant, 'keep'));
  await isUp(page, 'dashboard');
  expect(exchanges(tenant)).toHaveLength(2);
});
