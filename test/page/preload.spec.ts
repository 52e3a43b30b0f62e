import { ASSET_PATHS, startAppTenant } from './support/app-tenant.js';
import type { AppTenant } from './support/app-tenant.js';
import type { SilentTenant } from './support/silent-tenant.js';
import { startSilentTenant } from './support/silent-tenant.js';
import { expect, isUp } from './support/fixtures.js';
import { test as secureTest } from './support/secure-tenant.js';
import { EARLY_PAGE } from './support/early.js';

const test = secureTest.extend<{ app: AppTenant; silent: SilentTenant }>({
  silent: async ({}, use) => {
    const silent = await startSilentTenant();
    await use(silent);
    silent.stop();
  },
  app: async ({}, use) => {
    const app = await startAppTenant();
    await use(app);
    await app.stop();
  },
});

const tag = (url: string, attributes = ''): string =>
  `<cube-embed-dashboard base-url="${url}" dashboard-id="sales" session-endpoint="/cube-session" ${attributes}></cube-embed-dashboard>`;
const assets = ({ asked }: AppTenant): string[] => asked.filter((path) => path.startsWith('/assets/')).sort();
const run = (code: string): string =>
  `<script type="module">import { configure, preload } from '/cube-embed.js'; ${code}</script>`;

test('preload() loads every asset without running any, and the embed requests none of them again', async ({
  page,
  host,
  app,
  browserName,
}) => {
  // Firefox loads only the style sheets of the page.
  test.skip(browserName !== 'chromium', 'Only Chromium loads the scripts of a page that runs none.');
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  host.page('/', run(`preload({ baseUrl: '${app.url}', dashboardId: 'sales' })`));
  await page.goto(host.url);
  await expect.poll(() => assets(app)).toEqual(ASSET_PATHS);
  expect(app.asked[0]).toBe('/embed/dashboard/sales');
  expect(page.frames()).toHaveLength(2);
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), tag(app.url));
  await isUp(page, 'dashboard');
  expect(assets(app)).toEqual(ASSET_PATHS);
  // If the hidden iframe had run the page's script, this would appear twice, the first time before the session.
  expect(app.asked.filter((path) => !path.startsWith('/assets/'))).toEqual([
    '/embed/dashboard/sales',
    '/embed/dashboard/sales?',
    '/ran',
  ]);
  // The guide documents these lines; there are no others.
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/^Blocked script execution in /);
});

test('the hidden iframe is removed once an embed of the tenant is ready', async ({ page, host, app }) => {
  const letGo = host.hold();
  host.page('/', run(`preload({ baseUrl: '${app.url}' })`) + tag(app.url));
  await page.goto(host.url);
  await expect.poll(() => page.frames().length).toBe(2);
  letGo();
  await isUp(page, 'dashboard');
  await expect
    .poll(() => page.frames().map((frame) => new URL(frame.url()).pathname))
    .toEqual(['/', '/embed/dashboard/sales']);
});

test('`preconnect: "page"` loads the page while the session is being fetched', async ({
  page,
  host,
  app,
  secure,
  browserName,
}) => {
  // Firefox loads only the style sheets of the page.
  test.skip(browserName !== 'chromium', 'Only Chromium loads the scripts of a page that runs none.');
  const { url } = await secure(app.port);
  const letGo = host.hold();
  host.page('/', run(`configure({ preconnect: 'page' })`) + tag(url) + tag(url));
  await page.goto(host.url);
  await expect.poll(() => assets(app)).toEqual(ASSET_PATHS);
  letGo();
  await page.locator('cube-embed-dashboard:state(ready)').nth(1).waitFor();
  expect(app.asked.filter((path) => path === '/embed/dashboard/sales')).toHaveLength(1);
  expect(assets(app)).toEqual(ASSET_PATHS);
});

for (const [name, attributes, style] of [
  ['a lazy element that is far away', 'loading="lazy"', '<div style="height: 5000px"></div>'],
  ['an element whose iframe is credentialless, and shares no cache with it', 'credentialless', ''],
] as const) {
  test(`\`preconnect: "page"\` loads nothing for ${name}`, async ({ page, host, app, secure, pass }) => {
    await page.clock.install();
    const { url } = await secure(app.port);
    host.hold();
    host.page('/', style + run(`configure({ preconnect: 'page' })`) + tag(url, attributes));
    await page.goto(host.url);
    await page.waitForFunction(() => customElements.get('cube-embed-dashboard'));
    await pass({ seconds: 1 });
    await page.evaluate(() => fetch('/'));
    expect(app.asked).toEqual([]);
  });
}

test('the early page opens the tenant’s page once, before the elements’ script is loaded, and is removed when an embed is ready', async ({
  page,
  host,
  app,
}) => {
  const letGo = host.hold();
  host.page('/', tag(app.url) + EARLY_PAGE + tag(app.url) + EARLY_PAGE);
  await page.goto(host.url);
  await expect
    .poll(() => app.asked.filter((path) => path.startsWith('/embed/')))
    .toEqual(['/embed/dashboard/sales']);
  expect(page.frames()).toHaveLength(2);
  await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
  letGo();
  await page.locator('cube-embed-dashboard:state(ready)').nth(1).waitFor();
  expect(page.frames()).toHaveLength(3);
  expect(app.asked.filter((path) => path === '/embed/dashboard/sales')).toHaveLength(1);
});

test('the early page behaves like preload(): same path, no script, 15 seconds', async ({
  page,
  host,
  app,
}) => {
  await page.clock.install({ time: '2026-01-01T08:00:00Z' });
  // The seconds that the test itself takes must not count.
  await page.clock.pauseAt('2026-01-01T09:00:00Z');
  const chat = `<cube-embed-chat base-url="${app.url}/" deployment-id="7"></cube-embed-chat>`;
  host.page('/', `<style>div { display: block !important }</style>${chat}${EARLY_PAGE}`);
  await page.goto(host.url);
  await expect
    .poll(() => app.asked.filter((path) => path.startsWith('/embed/')))
    .toEqual(['/embed/d/7/chat']);
  expect(await page.evaluate(() => document.documentElement.lastElementChild?.clientHeight)).toBe(0);
  await page.clock.runFor(14_000);
  expect(page.frames()).toHaveLength(2);
  await page.clock.runFor(1_000);
  await expect.poll(() => page.frames()).toHaveLength(1);
  expect(app.asked).not.toContain('/ran');
});

test('the early page opens nothing for a lazy or a credentialless element', async ({ page, host, app }) => {
  for (const attributes of ['loading="lazy"', 'credentialless']) {
    host.page('/', tag(app.url, attributes) + EARLY_PAGE);
    await page.goto(host.url);
    expect(page.frames()).toHaveLength(1);
  }
});

for (const [name, markup] of [
  ['the early page', (url: string) => tag(url, 'loading="eager"') + EARLY_PAGE],
  ['preload()', (url: string) => run(`preload({ baseUrl: '${url}', dashboardId: 'sales' })`)],
] as const) {
  test(`${name} does not hold up the page’s load when the tenant does not answer, and asks again after it`, async ({
    page,
    host,
    silent,
  }) => {
    await page.clock.install();
    host.page('/', markup(silent.url));
    await page.goto(host.url, { waitUntil: 'domcontentloaded' });
    await expect.poll(() => silent.asked.length).toBe(1);
    expect(await page.evaluate(() => document.readyState)).toBe('interactive');
    await page.clock.runFor(1_000);
    await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete');
    await page.clock.runFor(1_000);
    await expect.poll(() => silent.asked).toEqual(['/embed/dashboard/sales', '/embed/dashboard/sales']);
    await page.clock.runFor(15_000);
    await expect.poll(() => page.frames()).toHaveLength(1);
  });
}
