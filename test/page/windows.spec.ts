import type { Page } from '@playwright/test';
import { SCRIPT, dashboardTag, exchanges, expect, isUp, refusedExchanges, test } from './support/fixtures.js';

test.beforeEach(async ({ page, host, tenant }) => {
  host.page('/', `${SCRIPT}<main>${dashboardTag(tenant)}</main><button>Pop out</button>`);
  await page.goto(host.url);
  await isUp(page, 'dashboard');
});

/** Moves the element into a window that the page opens, and stores it in `window.dashboard`. */
async function popOut(page: Page): Promise<Page> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(() => {
      const dashboard = document.querySelector('cube-embed-dashboard')!;
      const popup = window.open('', '', 'width=900,height=700')!;
      Object.assign(window, { dashboard, popup });
      popup.document.body.append(dashboard);
    }),
  ]);
  return popup;
}

// In Firefox, Playwright's locators lose an element that has been in another document.
const heightIn = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector('cube-embed-dashboard')!.getBoundingClientRect().height);

const settled = (page: Page, status: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => (window as unknown as { dashboard: { status: string } }).dashboard.status === wanted,
    status,
  );

test('an element works in a window that the page opens, and again in the page', async ({ page, tenant }) => {
  const popup = await popOut(page);
  await isUp(popup, 'dashboard');
  expect(await heightIn(popup)).toBe(600);
  // As docs/events.md says, an action is sent by the window that runs the element's script, not by the parent.
  const sources = popup.frame({ url: /\/embed\// })!.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('message', ({ source }) =>
          resolve({ isParent: source === parent, isOpener: source === (parent as Window).opener }),
        );
        document.documentElement.dataset['listens'] = '';
      }),
  );
  await popup.frameLocator('iframe').locator('html[data-listens]').waitFor();
  await page.evaluate(() => (window as unknown as { dashboard: { refresh(): void } }).dashboard.refresh());
  await expect.poll(() => tenant.log.some(({ kind }) => kind === 'action')).toBe(true);
  expect(await sources).toEqual({ isParent: false, isOpener: true });
  await page.evaluate(() =>
    document.querySelector('main')!.append((window as unknown as { dashboard: Node }).dashboard),
  );
  await isUp(page, 'dashboard');
  expect(await heightIn(page)).toBe(600);
  expect(exchanges(tenant)).toHaveLength(3);
  expect(refusedExchanges(tenant)).toEqual([]);
});

test('an element whose window closes counts as removed, and can be added to the page again', async ({
  page,
  host,
}) => {
  const popup = await popOut(page);
  await isUp(popup, 'dashboard');
  const release = host.hold();
  await page.evaluate(() => {
    const { dashboard } = window as unknown as { dashboard: { reload(): Promise<void> } };
    Object.assign(window, { reloaded: dashboard.reload().catch((reason: Error) => reason.name) });
  });
  await settled(page, 'loading');
  await popup.close();
  expect(await page.evaluate(() => (window as unknown as { reloaded: Promise<string> }).reloaded)).toBe(
    'AbortError',
  );
  await settled(page, 'idle');
  release();
  await page.evaluate(() =>
    document.querySelector('main')!.append((window as unknown as { dashboard: Node }).dashboard),
  );
  await isUp(page, 'dashboard');
});

test('an element works in a Document Picture-in-Picture window', async ({ page, context }) => {
  const isThere = await page.evaluate(() => 'documentPictureInPicture' in window);
  // WebKit has none.
  test.skip(!isThere);
  await page.evaluate(() => {
    const dashboard = document.querySelector('cube-embed-dashboard')!;
    Object.assign(window, { dashboard });
    document.querySelector('button')!.onclick = async () => {
      const { documentPictureInPicture } = window as unknown as {
        documentPictureInPicture: { requestWindow(): Promise<Window> };
      };
      const view = await documentPictureInPicture.requestWindow();
      view.document.body.append(dashboard);
    };
  });
  const [popup] = await Promise.all([context.waitForEvent('page'), page.click('button')]);
  await settled(page, 'ready');
  await isUp(popup, 'dashboard');
  expect(await heightIn(popup)).toBe(600);
});
