import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { servePage } from './pages.js';

test('a callback works, and its source code is not in the markup', async ({ page, request }) => {
  const apiKey = 'a-key-that-must-never-be-seen';
  const tenant = createCubeTenant({ apiKey });
  await tenant.start();
  const host = await servePage('sveltekit', tenant, apiKey);
  const markup = await (await request.get(`${host.url}/callback`)).text();
  const [element] = /<cube-embed-dashboard[^]*?<\/cube-embed-dashboard>/.exec(markup);
  expect(element).toContain(tenant.url);
  expect(element).not.toMatch(/fetchSession|answer/i);

  await page.goto(`${host.url}/callback`);
  await expect(page.locator('cube-embed-dashboard')).toHaveJSProperty('status', 'ready');
  expect(tenant.sessions).toHaveLength(1);
  await host.stop();
  await tenant.stop();
});
