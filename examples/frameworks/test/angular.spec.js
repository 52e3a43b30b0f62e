import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { servePage } from './pages.js';

test('an element that Angular has rendered on a server loads before it is hydrated', async ({ page }) => {
  const apiKey = 'a-key-that-must-never-be-seen';
  const tenant = createCubeTenant({ apiKey });
  await tenant.start();
  const host = await servePage('angular-ssr', tenant, apiKey);
  // The elements and the page's defaults, without Angular.
  const script = `import { configure } from '/cube-embed.js'; configure({ sessionEndpoint: '/cube-session' });`;
  await page.route('**/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(host.url);
  const embed = page.locator('cube-embed-dashboard');
  await expect(embed).toHaveJSProperty('status', 'ready');
  await expect(embed).toHaveJSProperty('colorScheme', 'light');
  const { url } = tenant.log.find(({ kind }) => kind === 'page');
  expect(new URL(url, tenant.url).searchParams.get('f_orders.status')).toBe('{"value":"completed"}');
  await host.stop();
  await tenant.stop();
});
