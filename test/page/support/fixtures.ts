import { test as base } from '@playwright/test';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import type { CubeTenant, CubeTenantOptions } from '../../../testkit/tenant/index.js';
import { startHost } from './host.js';
import type { Host } from './host.js';
import type { Heard } from './pages.js';
import { API_KEY, recordEvents } from './pages.js';

export { expect } from '@playwright/test';
export { SCRIPT, chatTag, dashboardTag, exchanges, refusedExchanges } from './pages.js';

interface Fixtures {
  tenantOptions: Partial<CubeTenantOptions>;
  tenant: CubeTenant;
  host: Host;
  /** Moves the clocks of the browser, including its timers, and of the tenant. */
  pass(duration: { hours?: number; minutes?: number; seconds?: number }): Promise<void>;
}

/** Each test has its own tenant and host on free ports. Ada is signed in. */
export const test = base.extend<Fixtures>({
  tenantOptions: [{}, { option: true }],
  tenant: async ({ tenantOptions }, use) => {
    const tenant = createCubeTenant({ apiKey: API_KEY, deployments: [1], ...tenantOptions });
    await tenant.start();
    await use(tenant);
    await tenant.stop();
  },
  host: async ({ tenant, page }, use) => {
    const host = await startHost(tenant.url, API_KEY);
    await page.addInitScript(recordEvents);
    await page.request.get(`${host.url}/sign-in?as=ada`);
    await use(host);
    await host.stop();
  },
  pass: async ({ page, tenant }, use) => {
    await use(async ({ hours = 0, minutes = 0, seconds = 0 }) => {
      const ms = (hours * 3600 + minutes * 60 + seconds) * 1000;
      await page.clock.fastForward(ms);
      tenant.clock.advance(ms);
    });
  },
});

/** The visible frame of an embed; a frame that loads behind it is `inert`. */
export const embed = (page: Page, surface: string): FrameLocator =>
  page.frameLocator(`cube-embed-${surface} iframe:not([inert])`);

export const element = (page: Page, surface: string): Locator => page.locator(`cube-embed-${surface}`);

/** Waits until an embed is ready. */
export const isUp = (page: Page, surface: string): Promise<void> =>
  page.locator(`cube-embed-${surface}:state(ready)`).waitFor();

/** The elements' events since the page was loaded, optionally of one name. */
export async function heard(page: Page, name?: string): Promise<Heard[]> {
  const all = await page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  return name === undefined ? all : all.filter((event) => event.name === name);
}
