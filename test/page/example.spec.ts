// #region page
import { expect, test } from '@playwright/test';
import { createCubeTenant } from '../../testkit/tenant/index.js';
import { startHost } from './support/host.js';

const apiKey = 'any-made-up-key';

test('a dashboard keeps working when its token expires', async ({ page }) => {
  const tenant = createCubeTenant({ apiKey });
  const host = await startHost(await tenant.start(), apiKey);
  host.page(
    '/',
    `<script type="module" src="/cube-embed.js"></script>
     <cube-embed-dashboard base-url="${tenant.url}" dashboard-id="sales" session-endpoint="/cube-session">
     </cube-embed-dashboard>`,
  );
  await page.request.get(`${host.url}/sign-in?as=ada`);

  await page.goto(host.url);
  const dashboard = page.frameLocator('cube-embed-dashboard iframe');
  await expect(dashboard.locator('[data-test=attribute]')).toContainText('San Francisco');

  tenant.clock.advance(23 * 3600_000);
  await expect.poll(() => tenant.log.filter(({ kind }) => kind === 'renewed').length).toBe(1);
  await expect(dashboard.locator('[data-test=expired]')).toBeHidden();
  expect(tenant.log.filter(({ kind }) => kind === 'refused')).toEqual([]);

  await host.stop();
  await tenant.stop();
});
// #endregion
