import type { Page } from '@playwright/test';
import {
  SCRIPT,
  chatTag,
  dashboardTag,
  element,
  exchanges,
  expect,
  isUp,
  refusedExchanges,
  test,
} from './support/fixtures.js';

const press = (page: Page, button: 'back' | 'forward'): Promise<void> =>
  // In a later task, because this call's result would be lost with the page.
  page.evaluate((name) => void setTimeout(() => history[name]()), button);

const historyLength = (page: Page): Promise<number> => page.evaluate(() => history.length);

test.beforeEach(({ host, tenant }) => {
  host.page('/start', '<a href="/">To the dashboard</a>');
  host.page('/', `${SCRIPT + dashboardTag(tenant) + chatTag(tenant)}<a href="/next">Onwards</a>`);
  host.page('/next', '<h1>Next</h1>');
});

test('a page reload never exchanges a spent session', async ({ page, host, tenant }) => {
  await page.goto(host.url);
  for (let round = 1; round <= 3; round += 1) {
    await isUp(page, 'dashboard');
    await isUp(page, 'chat');
    expect(exchanges(tenant)).toHaveLength(2 * round);
    await page.reload();
  }
  await isUp(page, 'dashboard');
  expect(refusedExchanges(tenant)).toEqual([]);
});

test('Back and Forward to the page never exchange a spent session', async ({ page, host, tenant }) => {
  await page.goto(`${host.url}/start`);
  await page.getByRole('link').click();
  for (let round = 0; round < 3; round += 1) {
    await isUp(page, 'dashboard');
    await isUp(page, 'chat');
    await page.getByRole('link', { name: 'Onwards' }).click();
    await expect(page.getByRole('heading')).toHaveText('Next');
    await press(page, 'back');
    await isUp(page, 'dashboard');
    await isUp(page, 'chat');
    await press(page, 'back');
    await expect(page.getByText('To the dashboard')).toBeVisible();
    await press(page, 'forward');
  }
  await isUp(page, 'dashboard');
  expect(refusedExchanges(tenant)).toEqual([]);
});

test('frames are replaced without a history entry: one press of Back leaves the page', async ({
  page,
  host,
  tenant,
}) => {
  tenant.protocol = 'events';
  await page.goto(`${host.url}/start`);
  await page.getByRole('link').click();
  const before = await historyLength(page);
  await isUp(page, 'dashboard');
  await isUp(page, 'chat');
  await element(page, 'dashboard').evaluate(
    async (dashboard: HTMLElementTagNameMap['cube-embed-dashboard']) => {
      await dashboard.reload();
      await dashboard.renew();
      dashboard.hideHeader = true;
      await dashboard.renew();
    },
  );
  expect(exchanges(tenant).length).toBeGreaterThanOrEqual(5);
  expect(await historyLength(page)).toBe(before);
  await press(page, 'back');
  await expect(page.getByText('To the dashboard')).toBeVisible();
  expect(refusedExchanges(tenant)).toEqual([]);
});
