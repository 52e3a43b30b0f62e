import { SCRIPT, dashboardTag, element, expect, heard, isUp, test } from './support/fixtures.js';

for (const policy of ["default-src 'self'", "frame-src 'self' https://other.example"]) {
  test(`a frame that the page's policy blocks leads to an error that names the directive: ${policy}`, async ({
    page,
    host,
    tenant,
  }) => {
    host.page('/', SCRIPT + dashboardTag(tenant), { 'Content-Security-Policy': policy });
    await page.goto(host.url);
    await expect(element(page, 'dashboard')).toHaveJSProperty('status', 'error');
    const [error, ...more] = await heard(page, 'error');
    expect(more).toEqual([]);
    expect(error?.detail).toMatchObject({ fatal: true, code: 'invalid-config' });
    expect(error?.detail['message']).toContain(`Add ${tenant.url} to its frame-src`);
    expect(await heard(page, 'ready')).toEqual([]);
    expect(host.answers).toEqual([200]);
  });
}

test('a report-only policy blocks nothing', async ({ page, host, tenant }) => {
  host.page('/', SCRIPT + dashboardTag(tenant), {
    'Content-Security-Policy-Report-Only': "default-src 'self'",
  });
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  expect(await heard(page, 'error')).toEqual([]);
});

test.describe('with a tenant that sends no messages', () => {
  test.use({ tenantOptions: { protocol: 'none' } });

  test('the element becomes ready, unconfirmed, under a report-only policy', async ({
    page,
    host,
    tenant,
  }) => {
    host.page('/', SCRIPT + dashboardTag(tenant), {
      'Content-Security-Policy-Report-Only': "default-src 'self'",
    });
    await page.goto(host.url);
    await isUp(page, 'dashboard');
    const [ready] = await heard(page, 'ready');
    expect(ready?.detail['confirmed']).toBe(false);
  });
});
