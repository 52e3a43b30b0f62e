import { expect } from 'vitest';
import { exchanges, refusedExchanges } from '../../page/support/pages.js';
import type { World } from './browser.js';

/** Nothing as long as the page around it is on its way. */
type Find = () => HTMLElementTagNameMap['cube-embed-dashboard'] | null | undefined;

/**
 * The dashboard that is found is up; it is renewed by a new frame, then in place. The tenant's pages that are open speak
 * of no session's end (`events`): only so is there a new frame.
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
