import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { element, expect, heard, isUp, test as base } from './support/fixtures.js';

type Dashboard = HTMLElementTagNameMap['cube-embed-dashboard'];

/** Pages of a tenant that want to be noticed before they are up. */
const PAGES = {
  /** Takes the focus and scrolls to itself, and is up when the host says so. */
  pushy: `<input> <script>
    const input = document.querySelector('input');
    setTimeout(() => {
      input.focus();
      input.scrollIntoView();
      parent.postMessage('pushed', '*');
    }, 300);
    addEventListener('message', ({ data }) => data === 'go on' && ready());
  </script>`,
  /** Draws when it is seen, and is up when it has drawn. */
  lazy: `<main style="height: 50px"></main> <script>
    new IntersectionObserver((entries) => entries.at(-1).isIntersecting && ready()).observe(document.querySelector('main'));
  </script>`,
};

const ENVELOPE = `<!doctype html><script>
  const ready = () => parent.postMessage({ source: 'cube-embed', direction: 'event', type: 'cube:event:ready', surface: 'dashboard',
    timestamp: Date.now(), payload: { mode: 'signed', embedTenant: null, deploymentId: 1 } }, '*');
</script>`;

const test = base.extend<{ kind: keyof typeof PAGES; address: string }>({
  kind: ['pushy', { option: true }],
  address: async ({ kind }, use) => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(ENVELOPE + PAGES[kind]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

test.beforeEach(async ({ page, host, address }) => {
  host.page(
    '/',
    `<input id="host"><div style="height: 3000px"></div>
     <cube-embed-dashboard base-url="${address}" dashboard-id="sales" session-endpoint="/cube-session"></cube-embed-dashboard>
     <script>
       window.pushes = 0;
       addEventListener('message', ({ data }) => { if (data === 'pushed') pushes++; });
     </script>`,
  );
  await page.goto(host.url);
});

/** The viewer types while an unseen frame pushes itself forward for the nth time, and after it. */
async function typeThrough(page: Page, push: number): Promise<void> {
  await page.waitForFunction((count) => (window as unknown as { pushes: number }).pushes === count, push);
  await expect
    .poll(() =>
      page.evaluate(
        () => document.hasFocus() && (document.activeElement?.id || document.activeElement?.localName),
      ),
    )
    .toBe('host');
  await page.keyboard.type('after');
  await expect(page.locator('#host')).toHaveValue('beforeafter');
  expect(await page.evaluate(() => scrollY)).toBe(0);
}

/** Lets the unseen frame be up. */
const goOn = (page: Page): Promise<void> =>
  element(page, 'dashboard').evaluate(({ shadowRoot }) =>
    shadowRoot!.querySelector<HTMLIFrameElement>('iframe[inert]')!.contentWindow!.postMessage('go on', '*'),
  );

test('an unseen frame, the first one too, keeps neither the keyboard nor the page’s scroll', async ({
  page,
}) => {
  await page.locator('#host').pressSequentially('before');
  await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
  await typeThrough(page, 1);
  await goOn(page);
  await isUp(page, 'dashboard');
  await page.locator('#host').fill('');
  await page.locator('#host').pressSequentially('before');
  const renewed = element(page, 'dashboard').evaluate((dashboard: Dashboard) => dashboard.renew());
  await typeThrough(page, 2);
  await goOn(page);
  await renewed;
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('host');
});

test.describe('with a tenant that draws what is seen', () => {
  test.use({ kind: 'lazy' });

  test('an unseen frame counts as seen, below the fold and behind the live one', async ({ page }) => {
    await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
    await isUp(page, 'dashboard');
    await element(page, 'dashboard').evaluate((dashboard: Dashboard) => dashboard.renew());
    expect((await heard(page, 'ready')).map(({ detail }) => detail['confirmed'])).toEqual([true, true]);
  });
});
