import { createCertificate } from '../../bench/net/certificate.js';
import { startFront } from '../../bench/net/front.js';
import { SCRIPT, element, expect, isUp, test as base } from './support/fixtures.js';

interface Secure {
  url: string;
  /** The paths that were asked for, but for those that the embed's own page needs, each with its connection. */
  asked: { path: string; connection: number }[];
  connections: number[];
}

/** The tenant over TLS: over loopback without it, nothing is to be gained. */
const test = base.extend<{ secure: Secure }>({
  secure: async ({ tenant }, use) => {
    const asked: Secure['asked'] = [];
    const connections: number[] = [];
    const front = await startFront(createCertificate(), Number(new URL(tenant.url).port), {
      http1: false,
      onConnection: (id: number) => connections.push(id),
      onRequest: (url: string, connection: number) => {
        const path = url.replace(/\?.*/, '');
        if (/^\/(robots\.txt$|embed\/dashboard\/)/.test(path)) asked.push({ path, connection });
      },
    });
    await use({ url: `https://127.0.0.1:${String(front.port)}`, asked, connections });
    front.stop();
  },
});

const paths = ({ asked }: Secure): string[] => asked.map(({ path }) => path);

test.use({ ignoreHTTPSErrors: true });

const tag = (url: string, attributes = ''): string =>
  `<cube-embed-dashboard base-url="${url}" dashboard-id="sales" session-endpoint="/cube-session" ${attributes}></cube-embed-dashboard>`;

test('opens the connection to the tenant while the session is on its way, and the frame comes over it', async ({
  page,
  host,
  secure,
}) => {
  const letGo = host.hold();
  host.page('/', SCRIPT + tag(secure.url) + tag(secure.url));
  await page.goto(host.url);
  await expect.poll(() => paths(secure)).toEqual(['/robots.txt']);
  letGo();
  await page.locator('cube-embed-dashboard:state(ready)').nth(1).waitFor();
  expect(paths(secure)).toEqual(['/robots.txt', '/embed/dashboard/sales', '/embed/dashboard/sales']);
  const [first, ...others] = secure.asked.map(({ connection }) => connection);
  expect(others).toEqual([first, first]);
});

test('does it by a frame that no script of the page finds, and that is gone once it has loaded', async ({
  page,
  host,
  secure,
}) => {
  const letGo = host.hold();
  host.page('/', SCRIPT + tag(secure.url));
  await page.goto(host.url);
  await expect.poll(() => paths(secure)).toEqual(['/robots.txt']);
  const dashboard = element(page, 'dashboard');
  expect(await dashboard.evaluate(({ shadowRoot }) => shadowRoot!.querySelectorAll('iframe').length)).toBe(0);
  await expect(page.locator('iframe')).toHaveCount(0);
  await expect.poll(() => page.frames()).toHaveLength(1);
  expect(
    await dashboard.evaluate(({ shadowRoot }) => shadowRoot!.querySelectorAll('div[hidden]').length),
  ).toBe(0);
  letGo();
  await isUp(page, 'dashboard');
});

test('asks once a page, not once an element, a reload or a renewal', async ({ page, host, secure }) => {
  const letGo = host.hold();
  host.page('/', SCRIPT + tag(secure.url));
  await page.goto(host.url);
  await expect.poll(() => paths(secure)).toEqual(['/robots.txt']);
  letGo();
  await isUp(page, 'dashboard');
  await element(page, 'dashboard').evaluate((dashboard) =>
    (dashboard as unknown as { reload(): Promise<void> }).reload(),
  );
  expect(paths(secure)).toEqual(['/robots.txt', '/embed/dashboard/sales', '/embed/dashboard/sales']);
});

test('asks nothing for a lazy element that is far away', async ({ page, host, secure, pass }) => {
  await page.clock.install();
  const letGo = host.hold();
  host.page('/', `${SCRIPT}<div style="height: 5000px"></div>${tag(secure.url, 'loading="lazy"')}`);
  await page.goto(host.url);
  await pass({ seconds: 1 });
  expect(secure.connections).toEqual([]);
  await element(page, 'dashboard').scrollIntoViewIfNeeded();
  await expect.poll(() => paths(secure)).toEqual(['/robots.txt']);
  letGo();
  await isUp(page, 'dashboard');
  expect(paths(secure)).toEqual(['/robots.txt', '/embed/dashboard/sales']);
});

test('asks nothing where the session is there at once: its frame opens the connection', async ({
  page,
  host,
  tenant,
  secure,
}) => {
  host.page('/', SCRIPT);
  await page.goto(host.url);
  await page.evaluate(
    ([baseUrl, session]) => {
      const dashboard = document.createElement('cube-embed-dashboard');
      const fetchSession = (): Promise<unknown> => Promise.resolve(session);
      document.body.append(Object.assign(dashboard, { baseUrl, dashboardId: 'sales', fetchSession }));
    },
    [secure.url, tenant.mint()],
  );
  await isUp(page, 'dashboard');
  expect(paths(secure)).toEqual(['/embed/dashboard/sales']);
});

test('can be switched off', async ({ page, host, secure, pass }) => {
  await page.clock.install();
  const off = SCRIPT.replace(
    ' src="/cube-embed.js">',
    `>import { configure } from '/cube-embed.js'; configure({ preconnect: false });`,
  );
  const letGo = host.hold();
  host.page('/', off + tag(secure.url));
  await page.goto(host.url);
  await expect(page.getByRole('status')).toBeVisible();
  await pass({ seconds: 1 });
  letGo();
  await isUp(page, 'dashboard');
  expect(paths(secure)).toEqual(['/embed/dashboard/sales']);
});
