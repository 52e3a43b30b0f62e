import { SCRIPT, element, exchanges, expect, heard, isUp, test } from './support/fixtures.js';

/** What a server would render, without the callback. */
const markup = (baseUrl: string): string =>
  `${SCRIPT}<cube-embed-dashboard base-url="${baseUrl}" dashboard-id="sales"></cube-embed-dashboard>`;

// The clock moves only when a test moves it, so that a slow machine does not use up the time.
test.beforeEach(async ({ page }) => {
  await page.clock.install({ time: '2026-01-01T08:00:00Z' });
  await page.clock.pauseAt('2026-01-01T09:00:00Z');
});

test('an element in the markup that gets its callback after the page has loaded shows no error before', async ({
  page,
  host,
  tenant,
  pass,
}) => {
  host.page('/', markup(tenant.url));
  await page.goto(host.url);
  await pass({ seconds: 1.5 });
  expect(await element(page, 'dashboard').evaluate((dashboard) => dashboard.shadowRoot?.textContent)).toBe(
    '',
  );
  await element(page, 'dashboard').evaluate((dashboard) => {
    Object.assign(dashboard, {
      fetchSession: () => fetch('/cube-session', { method: 'POST' }).then((answer) => answer.json()),
    });
  });
  await page.clock.resume();
  await isUp(page, 'dashboard');
  await pass({ seconds: 5 });
  expect(exchanges(tenant)).toHaveLength(1);
  expect(await heard(page, 'error')).toEqual([]);
});

test('an element in the markup that lacks a required property reports it once, two seconds after the load', async ({
  page,
  host,
  tenant,
  pass,
}) => {
  host.page('/', markup(tenant.url));
  await page.goto(host.url);
  await pass({ seconds: 1.5 });
  expect(await heard(page, 'error')).toEqual([]);
  await pass({ seconds: 1 });
  await expect(page.getByRole('alert')).toBeVisible();
  await pass({ seconds: 60 });
  expect(await heard(page, 'error')).toMatchObject([{ detail: { code: 'invalid-config', fatal: true } }]);
});

test('an element that a script creates after the load has two seconds as well', async ({
  page,
  host,
  tenant,
  pass,
}) => {
  host.page('/', SCRIPT);
  await page.goto(host.url);
  await page.evaluate((baseUrl) => {
    document.body.innerHTML = `<cube-embed-dashboard base-url="${baseUrl}" dashboard-id="sales"></cube-embed-dashboard>`;
  }, tenant.url);
  await pass({ seconds: 1.5 });
  expect(await heard(page, 'error')).toEqual([]);
  await pass({ seconds: 1 });
  await expect(page.getByRole('alert')).toBeVisible();
});
