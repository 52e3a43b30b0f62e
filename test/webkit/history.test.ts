import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { SCRIPT, chatTag, dashboardTag, exchanges, refusedExchanges } from '../page/support/pages.js';
import { RECORD, withWebKit } from './support/browser.js';
import { lives } from './support/lives.js';

const world = withWebKit({ protocol: 'events' });

/** Visits a start page, a page with two embeds and a page after it. */
async function visitPages(): Promise<void> {
  const { host, tenant, visit, isUp } = world();
  host.page('/start', '<h1>Start</h1>');
  host.page('/', RECORD + SCRIPT + dashboardTag(tenant) + chatTag(tenant));
  host.page('/next', '<h1>Next</h1>');
  await visit('/start');
  await visit('/');
  await isUp('dashboard');
  await isUp('chat');
}

const heading = (): Promise<string | undefined> =>
  world().run(() => document.querySelector('h1')?.textContent ?? undefined);

it('reloads a page without exchanging a spent session', async () => {
  const { tenant, isUp, press } = world();
  await visitPages();
  for (let round = 2; round <= 3; round += 1) {
    await press('refresh');
    await isUp('dashboard');
    await isUp('chat');
    expect(exchanges(tenant)).toHaveLength(2 * round);
  }
  expect(refusedExchanges(tenant)).toEqual([]);
});

it('goes back and forward without exchanging a spent session', async () => {
  const { tenant, visit, isUp, press } = world();
  await visitPages();
  await visit('/next');
  for (let round = 0; round < 3; round += 1) {
    await press('back');
    await isUp('dashboard');
    await isUp('chat');
    await press('back');
    await expect.poll(heading).toBe('Start');
    await press('forward');
    await isUp('dashboard');
    await press('forward');
    await expect.poll(heading).toBe('Next');
  }
  expect(refusedExchanges(tenant)).toEqual([]);
});

it('replaces frames without a history entry: one press of Back leaves the page', async () => {
  const { tenant, run, press } = world();
  await visitPages();
  const before = await run(() => history.length);
  await run(async () => {
    const dashboard = document.querySelector('cube-embed-dashboard')!;
    await dashboard.reload();
    await dashboard.renew();
    dashboard.hideHeader = true;
    await dashboard.renew();
  });
  expect(exchanges(tenant).length).toBeGreaterThanOrEqual(5);
  expect(await run(() => history.length)).toBe(before);
  await press('back');
  await expect.poll(heading).toBe('Start');
});

it('keeps its frame when its page is restored from the back/forward cache', async () => {
  const { tenant, visit, isUp, press, recorded, heard } = world();
  await visitPages();
  await visit('/next');
  await expect.poll(() => tenant.pages.length).toBe(0);
  await press('back');
  await isUp('dashboard');
  expect((await recorded()).persisted).toBe(true);
  await expect.poll(() => tenant.pages.length).toBe(2);
  expect(exchanges(tenant)).toHaveLength(2);
  expect(await heard('ready')).toHaveLength(2);
  await lives(world());
});

it('goes back to an uncached page that is still loading without the URL of a spent session', async () => {
  const { host, tenant, visit, isUp, run } = world();
  const PAGES = 8;
  const late = createServer((_request, response) => {
    setTimeout(() => response.end(), 1_500);
  });
  await new Promise<void>((resolve) => late.listen(0, '127.0.0.1', resolve));
  const { port } = late.address() as AddressInfo;
  const image = `<img src="http://127.0.0.1:${String(port)}/late.png" alt="">`;
  host.page('/', RECORD + SCRIPT + dashboardTag(tenant) + image, { 'Cache-Control': 'no-store' });
  await visit('/');
  await isUp('dashboard');
  // More pages than the back/forward cache holds.
  for (let n = 1; n <= PAGES; n += 1) {
    host.page(`/${String(n)}`, '<h1>Next</h1>');
    await visit(`/${String(n)}`);
  }
  await run((pages) => void setTimeout(() => history.go(-pages)), PAGES);
  await expect.poll(heading).toBeNull();
  await isUp('dashboard');
  expect(exchanges(tenant)).toHaveLength(2);
  expect(refusedExchanges(tenant)).toEqual([]);
  late.closeAllConnections();
  late.close();
});
