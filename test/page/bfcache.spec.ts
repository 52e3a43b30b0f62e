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

test('a page that comes back from the back/forward cache has a live embed, and exchanges nothing twice', async ({
  page,
  host,
  tenant,
}) => {
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
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  expect(refusedExchanges(tenant)).toEqual([]);
  const persisted = await page.evaluate(
    () => (window as unknown as { persisted?: boolean }).persisted ?? false,
  );
  test.info().annotations.push({ type: 'from the cache', description: String(persisted) });
  // A page from the cache goes on with the frame that it has; one that was loaded anew has a new one.
  expect(exchanges(tenant)).toHaveLength(persisted ? 1 : 2);
});
