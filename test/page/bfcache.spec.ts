import {
  SCRIPT,
  dashboardTag,
  embed,
  exchanges,
  expect,
  isUp,
  refusedExchanges,
  test,
} from './support/fixtures.js';

// Playwright switches Chromium's back/forward cache off; here it is wanted.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  },
});

test('a page that comes back from the back/forward cache goes on with the frame that it has', async ({
  page,
  host,
  tenant,
  browserName,
}) => {
  // Playwright loses a page that Firefox takes from the cache; Back without it is in history.spec.ts.
  test.skip(browserName !== 'chromium');
  host.page('/', `${SCRIPT + dashboardTag(tenant)}<a href="/next">Onwards</a>`);
  host.page('/next', '<h1>Next</h1>');
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
  test.skip(!persisted, 'This browser keeps no page: the headless shell has no such cache.');
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  expect(exchanges(tenant)).toHaveLength(1);
  expect(refusedExchanges(tenant)).toEqual([]);
});
