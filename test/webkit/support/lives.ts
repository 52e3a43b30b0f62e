import { expect } from 'vitest';
import { exchanges, refusedExchanges } from '../../page/support/pages.js';
import type { World } from './browser.js';

/**
 * The page's dashboard is up; it is renewed by a new frame, then in place. The tenant's pages that are open speak of no
 * session's end (`events`): only so is there a new frame.
 */
export async function lives({ tenant, isUp, run, heard }: World): Promise<void> {
  await isUp('dashboard');
  const before = exchanges(tenant).length;
  tenant.protocol = 'renewal';
  await run(() => document.querySelector('cube-embed-dashboard')!.renew());
  tenant.emit('session-expiring', {}, { surface: 'dashboard' });
  await expect
    .poll(async () => (await heard('renewed')).map(({ method }) => method))
    .toEqual(['reload', 'in-place']);
  await expect.poll(() => exchanges(tenant).length).toBe(before + 2);
  expect(refusedExchanges(tenant)).toEqual([]);
  await isUp('dashboard');
}
