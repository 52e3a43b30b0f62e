import { expect } from 'vitest';
import { exchanges, refusedExchanges } from '../../page/support/pages.js';
import type { World } from './browser.js';

/** Returns nothing while the page around it loads. */
type Find = () => HTMLElementTagNameMap['cube-embed-dashboard'] | null | undefined;

/**
 * Expects the dashboard to be ready, then renews it by a new frame and in place. The open pages of the tenant use the
 * generation `events`, which announces no expiry; otherwise there would be no new frame.
 */
export async function lives(
  { tenant, runOn }: World,
  find: Find = () => document.querySelector('cube-embed-dashboard'),
): Promise<void> {
  const isUp = (): Promise<void> =>
    expect.poll(() => runOn(find, (dashboard) => dashboard?.status)).toBe('ready');
  await isUp();
  const before = exchanges(tenant).length;
  tenant.protocol = 'renewal';
  await runOn(find, (dashboard) => {
    dashboard!.addEventListener('cube-embed-renewed', ({ detail }) => {
      dashboard!.dataset['renewed'] = `${dashboard!.dataset['renewed'] ?? ''} ${detail.method}`;
    });
    return dashboard!.renew();
  });
  tenant.emit('session-expiring', {}, { surface: 'dashboard' });
  await expect.poll(() => runOn(find, (dashboard) => dashboard!.dataset['renewed'])).toBe(' reload in-place');
  await expect.poll(() => exchanges(tenant).length).toBe(before + 2);
  expect(refusedExchanges(tenant)).toEqual([]);
  await isUp();
}
