import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { SCRIPT, dashboardTag, exchanges } from '../page/support/pages.js';
import { RECORD, withWebKit } from './support/browser.js';

/** The dashboard has about 90 colors, the loading panel about six. */
const A_DASHBOARD = 50;
/** The interval between two reads of the display, in milliseconds. */
const LOOK = 5;

const world = withWebKit({ protocol: 'events' });

const loadedDashboards = (): number =>
  world().tenant.log.filter((entry) => entry.kind === 'event' && entry.type.endsWith(':dashboard-loaded'))
    .length;

beforeEach(async () => {
  const { host, tenant, visit, isUp, colors } = world();
  const css = '<style>body { margin: 0 } cube-embed-dashboard { height: 100vh }</style>';
  host.page('/', RECORD + css + SCRIPT + dashboardTag(tenant));
  await visit('/');
  await isUp('dashboard');
  await expect.poll(colors).toBeGreaterThan(A_DASHBOARD);
});

/** Replaces the frame. Returns how often the display was read until shortly after, and how often it showed no frame. */
async function watch(how: 'renew' | 'reload'): Promise<{ looks: number; blank: number }> {
  const { run, colors } = world();
  let looks = 0;
  let blank = 0;
  const look = async (): Promise<void> => {
    looks += 1;
    if (colors() < A_DASHBOARD) blank += 1;
    await delay(LOOK);
  };
  await run((method) => void document.querySelector('cube-embed-dashboard')![method](), how);
  while (loadedDashboards() < 2) await look();
  for (let more = 0; more < 100; more += 1) await look();
  return { looks, blank };
}

/** Replaces the frame. Returns after how many tasks its container had changed, and after how many of them no frame was visible. */
const changes = (how: 'renew' | 'reload'): Promise<{ all: number; blank: number }> =>
  world().run(async (method) => {
    const dashboard = document.querySelector('cube-embed-dashboard')!;
    const box = dashboard.shadowRoot!;
    let all = 0;
    let blank = 0;
    new MutationObserver(() => {
      all += 1;
      const frame = box.querySelector('iframe:not([inert])');
      if (!frame || getComputedStyle(frame).opacity !== '1' || frame.clientHeight < 500) blank += 1;
    }).observe(box, { childList: true, subtree: true, attributes: true });
    await dashboard[method]();
    return { all, blank };
  }, how);

it('replaces a frame by another in one task', async () => {
  const { all, blank } = await changes('renew');
  expect(all).toBeGreaterThanOrEqual(2);
  expect(blank).toBe(0);
  expect((await changes('reload')).blank).toBeGreaterThan(0);
});

it('replaces a frame by another without a blank moment on the display', async () => {
  const { looks, blank } = await watch('renew');
  expect(exchanges(world().tenant)).toHaveLength(2);
  expect(looks).toBeGreaterThan(100);
  expect(blank).toBe(0);
});

it('shows a blank moment during a reload by the host, which proves that the test can see one', async () => {
  expect((await watch('reload')).blank).toBeGreaterThan(0);
});

it('moves the focus into the new frame', async () => {
  const { click, run, tenant } = world();
  const focused = (): Promise<string | undefined> => run(() => document.activeElement?.localName);
  await click(() => document.querySelector('cube-embed-dashboard')!.shadowRoot!.querySelector('iframe')!);
  expect(await focused()).toBe('cube-embed-dashboard');
  await run(() => document.querySelector('cube-embed-dashboard')!.renew());
  expect(exchanges(tenant)).toHaveLength(2);
  expect(await focused()).toBe('cube-embed-dashboard');
  expect(
    await run(() => {
      const { shadowRoot } = document.querySelector('cube-embed-dashboard')!;
      return shadowRoot!.activeElement === shadowRoot!.querySelector('iframe:not([inert])');
    }),
  ).toBe(true);
});
