import { find } from '../../scripts/browsers.js';
import {
  SCRIPT,
  dashboardTag,
  element,
  exchanges,
  expect,
  heard,
  isUp,
  test as base,
} from './support/fixtures.js';
import { lives } from './support/lives.js';
import { watchRefusals } from './support/refusals.js';
import { FRAMEABLE, strictHeaders } from './support/strict.js';

const test = base.extend({
  // Playwright disables Chromium's back/forward cache, and the headless shell has none.
  launchOptions: async ({ launchOptions }, use) => {
    await use({
      ...launchOptions,
      executablePath: find['full-chromium']() ?? launchOptions.executablePath!,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
  },
  tenantOptions: { pageHeaders: FRAMEABLE, protocol: 'events' },
});

// Playwright loses a page that Firefox restores from the cache; history.spec.ts tests Back without the cache.
test.skip(({ browserName }) => browserName !== 'chromium');

for (const strict of [false, true]) {
  test(`a ${strict ? 'strict ' : ''}page that is restored from the back/forward cache keeps its frame`, async ({
    page,
    host,
    tenant,
  }) => {
    const headers = strict ? strictHeaders(tenant.url) : {};
    const refusals = await watchRefusals(page, host);
    host.page('/', `${SCRIPT + dashboardTag(tenant)}<a href="/next">Onwards</a>`, headers);
    host.page('/next', '<h1>Next</h1>', headers);
    await page.goto(host.url);
    await isUp(page, 'dashboard');
    await page.evaluate(() => {
      window.addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
    });
    await page.getByRole('link').click();
    await expect(page.getByRole('heading')).toHaveText('Next');
    await page.evaluate(() => void setTimeout(() => history.back()));
    await isUp(page, 'dashboard');
    const persisted = await page.evaluate(() => 'persisted' in window && window.persisted === true);
    test.skip(
      !persisted,
      'No browser that keeps pages: node scripts/browsers.js full-chromium installs one.',
    );

    // Playwright cannot find the cross-site frame again, so the tenant and the element are checked.
    await expect.poll(() => tenant.pages.length).toBe(1);
    const message = element(page, 'dashboard').evaluate(
      (dashboard: HTMLElementTagNameMap['cube-embed-dashboard']) =>
        new Promise((resolve) => {
          dashboard.addEventListener('cube-embed-view', ({ detail }) => resolve(detail));
        }),
    );
    await expect
      .poll(() => {
        tenant.emit('view', { surface: 'dashboard', path: '/again' });
        return Promise.race([message, new Promise((resolve) => setTimeout(resolve, 100))]);
      })
      .toMatchObject({ path: '/again' });
    expect(exchanges(tenant)).toHaveLength(1);
    expect((await heard(page, 'ready')).length).toBe(1);
    await lives(page, tenant);
    expect(refusals.directives()).toEqual({ events: [], reports: [] });
  });
}

test('an embed that is parked on a page is there after the page comes out of the back/forward cache', async ({
  page,
  host,
  tenant,
}) => {
  host.page('/', `${SCRIPT}<main>${dashboardTag(tenant, 'keep')}</main><a href="/next">Onwards</a>`);
  host.page('/next', '<h1>Next</h1>');
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  await element(page, 'dashboard').evaluate((dashboard: HTMLElementTagNameMap['cube-embed-dashboard']) => {
    Object.assign(window, { markup: dashboard.outerHTML, isKept: dashboard.park() });
    dashboard.remove();
    window.addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
  });
  expect(await page.evaluate(() => 'isKept' in window && window.isKept)).toBe(true);
  await page.getByRole('link').click();
  await expect(page.getByRole('heading')).toHaveText('Next');
  await page.evaluate(() => void setTimeout(() => history.back()));
  await expect(page.getByRole('link')).toBeVisible();
  const persisted = await page.evaluate(() => 'persisted' in window && window.persisted === true);
  test.skip(!persisted, 'No browser that keeps pages: node scripts/browsers.js full-chromium installs one.');
  await page.evaluate(() => {
    document.querySelector('main')!.innerHTML = (window as unknown as { markup: string }).markup;
  });
  await isUp(page, 'dashboard');
  expect((await heard(page, 'ready')).map(({ detail }) => detail['kept'])).toEqual([false, true]);
  expect(exchanges(tenant)).toHaveLength(1);
});
