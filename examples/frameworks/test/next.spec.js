import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { servePage } from './pages.js';

const API_KEY = 'a-key-that-must-never-be-seen';

test.describe.configure({ mode: 'default' });

let tenant;
let host;

test.beforeAll(async () => {
  tenant = createCubeTenant({ apiKey: API_KEY });
  await tenant.start();
  host = await servePage('next', tenant, API_KEY);
});
test.afterAll(async () => {
  await host?.stop();
  await tenant?.stop();
});

for (const [name, path] of [
  ['a server component', '/server-component'],
  ['the pages router', '/pages-router'],
]) {
  test(`${name} shows the embed with its filters and one session`, async ({ page }) => {
    tenant.reset();
    const complaints = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(host.url + path);
    await expect(page.frameLocator('iframe').getByText('Sales overview').first()).toBeVisible();
    await expect
      .poll(() => tenant.log.map(({ url, payload }) => `${url}${payload?.filterUrlParameter}`).join())
      .toMatch(/f_orders\.status/);
    expect(tenant.sessions).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
}
