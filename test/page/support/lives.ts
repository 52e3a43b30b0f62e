import { expect } from '@playwright/test';
import type { FrameLocator, Page } from '@playwright/test';
import type { CubeTenant } from '../../../testkit/tenant/index.js';
import { exchanges, refusedExchanges } from './pages.js';

type Dashboard = HTMLElementTagNameMap['cube-embed-dashboard'];

/**
 * Expects the only dashboard to be ready, then renews it by a new frame and in place. The open pages of the tenant use the
 * generation `events`, which announces no expiry; otherwise there would be no new frame.
 */
export async function lives(root: Page | FrameLocator, tenant: CubeTenant): Promise<void> {
  const dashboard = root.locator('cube-embed-dashboard');
  const isUp = root.locator('cube-embed-dashboard:state(ready)');
  await isUp.waitFor();
  const renewals = await dashboard.evaluateHandle((element: Dashboard) => {
    const methods: string[] = [];
    element.addEventListener('cube-embed-renewed', ({ detail }) => methods.push(detail.method));
    return methods;
  });
  tenant.protocol = 'renewal';
  await dashboard.evaluate((element: Dashboard) => element.renew());
  tenant.emit('session-expiring');
  await expect.poll(() => renewals.jsonValue()).toEqual(['reload', 'in-place']);
  await expect.poll(() => exchanges(tenant).length).toBe(3);
  expect(refusedExchanges(tenant)).toEqual([]);
  await expect(isUp).toHaveCount(1);
}
