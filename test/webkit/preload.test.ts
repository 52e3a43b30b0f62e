import { afterEach, beforeEach, expect, it } from 'vitest';
import { EARLY_PAGE } from '../page/support/early.js';
import type { SilentTenant } from '../page/support/silent-tenant.js';
import { startSilentTenant } from '../page/support/silent-tenant.js';
import { withWebKit } from './support/browser.js';

const world = withWebKit();

let silent: SilentTenant;
beforeEach(async () => {
  silent = await startSilentTenant();
});
afterEach(() => {
  silent.stop();
});

it('the early page does not hold up the page’s load when the tenant does not answer, and asks again after it', async () => {
  const { host, visit, run } = world();
  // A navigation is complete for the driver when the page has loaded.
  host.page('/', `<cube-embed-chat base-url="${silent.url}"></cube-embed-chat>${EARLY_PAGE}`);
  await visit('/');
  expect(await run(() => document.readyState)).toBe('complete');
  await expect.poll(() => silent.asked, { timeout: 8_000 }).toEqual(['/embed/chat', '/embed/chat']);
});
