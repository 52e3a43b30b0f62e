import {
  dashboardTag,
  element,
  embed,
  exchanges,
  expect,
  isUp,
  SCRIPT,
  test as base,
} from './support/fixtures.js';
import { lives } from './support/lives.js';
import type { Refusals } from './support/refusals.js';
import { watchRefusals } from './support/refusals.js';
import { FRAMEABLE, documentedPolicy, strictHeaders } from './support/strict.js';

type Dashboard = HTMLElementTagNameMap['cube-embed-dashboard'];

interface Fixtures {
  refusals: Refusals;
  /** Serves a page at a path with the strictest headers. */
  strictPage: (path: string, html: string) => void;
}

const test = base.extend<Fixtures>({
  // The tenant has a self-signed certificate.
  ignoreHTTPSErrors: true,
  tenantOptions: { pageHeaders: FRAMEABLE, protocol: 'events' },
  refusals: async ({ page, host }, use) => use(await watchRefusals(page, host)),
  strictPage: async ({ host, tenant }, use) => {
    await use((path, html) => host.page(path, html, strictHeaders(tenant.url)));
  },
});

/** A page that frames another one. */
const around = (sandbox: string): string => `<iframe sandbox="${sandbox}" src="/inner"></iframe>`;

test('a dashboard works on a page with the strictest headers, and nothing is blocked', async ({
  page,
  host,
  tenant,
  refusals,
  strictPage,
}) => {
  strictPage('/deep/page', SCRIPT + dashboardTag(tenant));
  await page.goto(`${host.url}/deep/page?secret`);
  await lives(page, tenant);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(refusals.all()).toEqual([]);
  const referrers = tenant.log.flatMap((entry) => (entry.kind === 'page' ? [entry.headers['referer']] : []));
  expect(new Set(referrers)).toEqual(new Set([`${host.url}/`]));
});

test('a dashboard works in a shadow root of a page with the strictest headers', async ({
  page,
  host,
  tenant,
  refusals,
  strictPage,
}) => {
  strictPage('/', `${SCRIPT}<div><template shadowrootmode="open">${dashboardTag(tenant)}</template></div>`);
  await page.goto(host.url);
  await lives(page, tenant);
  expect(await page.locator('div').evaluate((box) => box.shadowRoot?.childElementCount)).toBe(1);
  expect(refusals.all()).toEqual([]);
});

test('a dashboard works in a dialog of a strict page that is opened, closed and opened again', async ({
  page,
  host,
  tenant,
  refusals,
  strictPage,
}) => {
  strictPage('/', `${SCRIPT}<dialog>${dashboardTag(tenant, 'loading="lazy"')}</dialog>`);
  await page.goto(host.url);
  const dialog = page.locator('dialog');
  const open = (): Promise<void> => dialog.evaluate((box: HTMLDialogElement) => box.showModal());
  // A dialog is as wide as its content, and an embed is as wide as its container.
  await dialog.evaluate((box: HTMLDialogElement) => (box.style.width = '800px'));
  const orders = embed(page, 'dashboard').getByTestId('orders');
  await expect(element(page, 'dashboard')).toHaveJSProperty('status', 'idle');
  await open();
  await isUp(page, 'dashboard');
  // In Firefox, Playwright's mouse does not reach a frame in another process, which these headers cause.
  await embed(page, 'dashboard').getByTestId('tab-orders').dispatchEvent('click');
  await expect(orders).toBeVisible();
  await dialog.evaluate((box: HTMLDialogElement) => box.close());
  await expect(element(page, 'dashboard')).toBeHidden();
  await open();
  await expect(orders).toBeVisible();
  expect(exchanges(tenant)).toHaveLength(1);
  await lives(page, tenant);
  expect(refusals.all()).toEqual([]);
});

test('a dashboard works in a strict page that is itself sandboxed', async ({
  page,
  host,
  tenant,
  refusals,
  strictPage,
}) => {
  strictPage('/inner', SCRIPT + dashboardTag(tenant));
  host.page('/', around('allow-scripts allow-same-origin'), {
    ...strictHeaders(tenant.url, "default-src 'none'; frame-src 'self'"),
  });
  await page.goto(host.url);
  await lives(page.frameLocator('iframe'), tenant);
  // Chromium logs this for any sandboxed frame that shares its parent's origin.
  expect(refusals.all().filter((line) => !line.includes('can escape its sandboxing'))).toEqual([]);
});

test.describe('with a tenant that does not support Cross-Origin-Embedder-Policy', () => {
  test.use({ tenantOptions: { protocol: 'events' } });

  test('a credentialless dashboard works on a strict page', async ({
    page,
    host,
    tenant,
    browserName,
    refusals,
    strictPage,
  }) => {
    test.skip(browserName !== 'chromium', 'Chromium alone has credentialless frames.');
    strictPage('/', SCRIPT + dashboardTag(tenant, 'credentialless'));
    await page.goto(host.url);
    await lives(page, tenant);
    expect(refusals.all()).toEqual([]);
  });
});

test('in a sandbox with an opaque origin, the element reports that it gets no session', async ({
  page,
  host,
  tenant,
}) => {
  const classic = '<script src="/cube-embed.iife.js"></script>';
  host.page('/inner', classic + dashboardTag(tenant));
  host.page('/', around('allow-scripts'));
  await page.clock.install();
  await page.goto(host.url);
  const dashboard = page.frameLocator('iframe').locator('cube-embed-dashboard');
  await expect
    .poll(async () => {
      await page.clock.fastForward(60_000);
      return dashboard.evaluate(({ error }: Dashboard) => error?.code);
    })
    .toBe('session-failed');
  expect(tenant.sessions).toEqual([]);
});

for (const directive of ['script-src', 'connect-src', 'frame-src']) {
  test(`the documented policy requires its ${directive}`, async ({ page, host, tenant, refusals }) => {
    const policy = documentedPolicy(tenant.url);
    const without = policy.replace(new RegExp(`${directive} [^;]+; `), '');
    expect(without).not.toBe(policy);
    host.page('/', SCRIPT + dashboardTag(tenant), strictHeaders(tenant.url, without));
    await page.goto(host.url);
    await expect.poll(() => refusals.directives().reports.join()).toContain(directive);
    expect(exchanges(tenant)).toEqual([]);
  });
}

test('the documented policy forbids everything else by default, and markup from strings', () => {
  expect(documentedPolicy('https://a.example')).toMatch(/^default-src 'none'; /);
  expect(documentedPolicy('https://a.example')).toContain("; require-trusted-types-for 'script'");
});

test('a violation is detected by the page’s event and by the host’s report', async ({
  page,
  host,
  tenant,
  refusals,
  strictPage,
}) => {
  strictPage('/', SCRIPT + dashboardTag(tenant));
  await page.goto(host.url);
  await element(page, 'dashboard').evaluate((dashboard) => dashboard.setAttribute('style', 'color: red'));
  await element(page, 'dashboard')
    .evaluate((dashboard) => (dashboard.innerHTML = '<b></b>'))
    .catch(() => {});
  const both = ['style-src-attr', 'require-trusted-types-for'];
  await expect.poll(() => refusals.directives()).toEqual({ events: both, reports: both });
});
