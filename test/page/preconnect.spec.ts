import { SCRIPT, element, expect, isUp } from './support/fixtures.js';
import { watchRefusals } from './support/refusals.js';
import type { Secure } from './support/secure-tenant.js';
import { test as secureTest } from './support/secure-tenant.js';
import { FRAMEABLE, strictHeaders } from './support/strict.js';

/** The library opens no connection ahead to loopback without TLS. */
const test = secureTest.extend<{ front: Secure }>({
  tenantOptions: { pageHeaders: FRAMEABLE },
  front: async ({ tenant, secure }, use) => {
    await use(await secure(Number(new URL(tenant.url).port)));
  },
});

/** The requests for an embed's page, and the requests that no embed makes. */
const pages = ({ asked }: Secure) => asked.filter(({ path }) => path.startsWith('/embed/dashboard/'));
const strays = ({ asked }: Secure) => asked.filter(({ path }) => !/^\/(embed|api)\//.test(path));

const tag = (url: string, attributes = ''): string =>
  `<cube-embed-dashboard base-url="${url}" dashboard-id="sales" session-endpoint="/cube-session" ${attributes}></cube-embed-dashboard>`;

test('opens the connection while the session is being fetched, without a request, and the iframes use it', async ({
  page,
  host,
  front,
}) => {
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  const letGo = host.hold();
  host.page('/', SCRIPT + tag(front.url) + tag(front.url));
  await page.goto(host.url);
  await expect.poll(() => front.connections.length).toBeGreaterThan(0);
  expect(pages(front)).toEqual([]);
  const early = [...front.connections];
  letGo();
  await page.locator('cube-embed-dashboard:state(ready)').nth(1).waitFor();
  expect(pages(front)).toHaveLength(2);
  for (const { path, connection } of pages(front)) {
    expect(path).toContain('?session=');
    expect(early).toContain(connection);
  }
  expect(strays(front)).toEqual([]);
  expect(lines).toEqual([]);
});

test('leaves nothing in the page', async ({ page, host, front }) => {
  const letGo = host.hold();
  host.page('/', SCRIPT + tag(front.url));
  await page.goto(host.url);
  await expect.poll(() => front.connections.length).toBeGreaterThan(0);
  expect(page.frames()).toHaveLength(1);
  await expect(page.locator('iframe, link')).toHaveCount(0);
  letGo();
  await isUp(page, 'dashboard');
});

test('violates no strict policy', async ({ page, host, front }) => {
  const refusals = await watchRefusals(page, host);
  const letGo = host.hold();
  host.page('/', SCRIPT + tag(front.url), strictHeaders(front.url));
  await page.goto(host.url);
  await expect.poll(() => front.connections.length).toBeGreaterThan(0);
  letGo();
  await isUp(page, 'dashboard');
  expect(refusals.all()).toEqual([]);
});

test('opens nothing for a lazy element far below the viewport', async ({ page, host, front, pass }) => {
  await page.clock.install();
  const letGo = host.hold();
  host.page('/', `${SCRIPT}<div style="height: 5000px"></div>${tag(front.url, 'loading="lazy"')}`);
  await page.goto(host.url);
  await pass({ seconds: 1 });
  expect(front.connections).toEqual([]);
  await element(page, 'dashboard').scrollIntoViewIfNeeded();
  await expect.poll(() => front.connections.length).toBeGreaterThan(0);
  letGo();
  await isUp(page, 'dashboard');
});

test('can be switched off', async ({ page, host, front, pass }) => {
  await page.clock.install();
  const off = SCRIPT.replace(
    ' src="/cube-embed.js">',
    `>import { configure } from '/cube-embed.js'; configure({ preconnect: false });`,
  );
  const letGo = host.hold();
  host.page('/', off + tag(front.url));
  await page.goto(host.url);
  await expect(page.getByRole('status')).toBeVisible();
  await pass({ seconds: 1 });
  await page.evaluate(() => fetch('/'));
  expect(front.connections).toEqual([]);
  letGo();
  await isUp(page, 'dashboard');
});
