import type { CDPSession } from '@playwright/test';
import { SCRIPT, dashboardTag, expect, isUp, test } from './support/fixtures.js';

const ROUNDS = 1000;

interface Counts {
  nodes: number;
  listeners: number;
  documents: number;
  timers: number;
}

test('a thousand mounts and unmounts leave no listener, timer or detached node', async ({
  page,
  host,
  tenant,
  browserName,
}) => {
  // The counts come from Chromium's debugging protocol.
  test.skip(browserName !== 'chromium');
  test.setTimeout(90_000);
  await page.addInitScript(countTimers);
  host.page('/', SCRIPT + dashboardTag(tenant));
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');

  const mountAndUnmount = (rounds: number): Promise<void> =>
    page.evaluate(
      async ({ rounds: count, tenantUrl }) => {
        const wait = (element: Element, name: string): Promise<unknown> =>
          new Promise((resolve) => element.addEventListener(name, resolve, { once: true }));
        for (let round = 0; round < count; round += 1) {
          const element = document.createElement('cube-embed-dashboard');
          const fetched = new Promise<void>((resolve) => {
            element.fetchSession = async () => {
              setTimeout(resolve);
              // Not real sessions: most of these frames are removed before they could exchange one.
              return crypto.randomUUID();
            };
          });
          element.baseUrl = tenantUrl;
          element.dashboardId = 'sales';
          document.body.append(element);
          // In turn: removed in the same task, with a call in flight, with a frame loading, with a failed frame.
          if (round % 4 === 1) await element.updateComplete;
          if (round % 4 === 2) await fetched;
          if (round % 100 === 3) await wait(element, 'cube-embed-error');
          element.remove();
        }
      },
      { rounds, tenantUrl: tenant.url },
    );

  await mountAndUnmount(100);
  const before = await countsOf(cdp);
  await mountAndUnmount(ROUNDS);
  const after = await countsOf(cdp);
  // Allows a few nodes of the browser's own; a leak would show a thousand.
  expect(after.nodes).toBeLessThan(before.nodes + 50);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 5);
  expect(after.documents).toBeLessThanOrEqual(before.documents + 2);
  expect(after.timers).toBeLessThanOrEqual(before.timers);
});

async function countsOf(cdp: CDPSession): Promise<Counts> {
  // The second collection frees what only finalized objects of the first one referenced.
  for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'window.timers.size' });
  return {
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    documents: metric('Documents'),
    timers: Number(result.value),
  };
}

/** Runs in the page before its own scripts; records the pending timers in `window.timers`. */
function countTimers(): void {
  const timers = new Set<unknown>();
  Object.assign(window, { timers });
  const { setTimeout: set, clearTimeout: clear } = window;
  Object.assign(window, {
    setTimeout(run: () => void, ms?: number) {
      const timer = set(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer: number) {
      timers.delete(timer);
      clear(timer);
    },
  });
}
