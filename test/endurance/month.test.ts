import { chromium } from 'playwright';
import type { CDPSession } from 'playwright';
import { expect, test } from 'vitest';
import { find } from '../../scripts/browsers.js';
import { History, WINDOW } from './support/history.js';
import { play } from './support/play.js';
import { Promises } from './support/promises.js';
import { schedule } from './support/schedule.js';
import { GENERATIONS, NOTICE, Stage } from './support/stage.js';
import { DAY } from './support/time.js';

/** `ENDURANCE_SEED` selects another month, `ENDURANCE_DAYS` a shorter one. */
const SEED = Number(process.env['ENDURANCE_SEED'] ?? 7);
const DAYS = Number(process.env['ENDURANCE_DAYS'] ?? 30);
const ELEMENTS = 50;
/** After this time every element has been renewed. */
const SETTLED = 3 * DAY;
/** How many daily counts are compared, from each end of the month: a single one depends on what has just happened. */
const COMPARED = 7;

interface Counts {
  heap: number;
  nodes: number;
  /** In all documents, the emulated tenants' pages included. */
  listeners: number;
  /** On the host page's window and document. */
  ownListeners: number;
  documents: number;
}

test(`${ELEMENTS} elements survive ${DAYS} days of faults`, async () => {
  const browser = await chromium.launch({
    executablePath: find.chromium() ?? 'chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const stage = new Stage();
  const history = new History(GENERATIONS.length);
  const promises = new Promises(stage, history);
  const end = stage.start + DAYS * DAY;
  const measured: Counts[] = [];
  let measureAt = stage.start + SETTLED;
  await stage.open(browser);

  const measureWhenDue = async (): Promise<void> => {
    if (stage.now < measureAt) return;
    measureAt = stage.now < end ? Math.min(stage.now + DAY, end) : Infinity;
    measured.push(await countsOf(stage.cdp));
  };
  const passUntil = async (moment: number): Promise<void> => {
    while (stage.now < moment) {
      await stage.pass(Math.min(moment, measureAt));
      promises.check();
      await measureWhenDue();
    }
    // A sleep may have skipped the moment of the measurement.
    await measureWhenDue();
  };
  // Without the tenant that sends no messages: nobody could detect a fault in its embeds.
  const faulty = GENERATIONS.flatMap((generation, index) => (generation === 'none' ? [] : [index]));
  for (const happening of schedule(SEED, DAYS, ELEMENTS, faulty)) {
    await passUntil(stage.start + happening.at);
    await play(stage, history, happening);
    promises.check();
  }
  await passUntil(end);

  expect([...promises.broken]).toEqual([]);
  expect(history.missed).toEqual([]);
  expect(history.returns.kept).toBeGreaterThan(DAYS / 2);
  const phases = await Promise.all(
    stage.page
      .frames()
      .slice(1)
      .map((frame) => frame.locator('[data-test=page]').getAttribute('data-phase')),
  );
  expect(phases).toEqual(Array.from({ length: ELEMENTS }, () => 'ready'));

  const minted = stage.tenants.reduce((sum, { sessions }) => sum + sessions.length, 0);
  const lost = promises.spoiled + stage.host.givenUp;
  const windows = stage.report.elements.reduce((sum, _, element) => {
    const life = stage.tenantOf(element).protocol === 'renewal' ? NOTICE : WINDOW;
    return sum + history.sessionsNeeded(element, life, end);
  }, 0);
  const compared = Math.min(COMPARED, Math.floor(measured.length / 2));
  const early = medians(measured.slice(0, compared));
  const late = medians(measured.slice(-compared));
  console.log({
    seed: SEED,
    minted,
    windows,
    lost,
    looks: promises.looks,
    returns: history.returns,
    early,
    late,
  });
  expect(minted / (windows + lost)).toBeGreaterThan(0.95);
  expect(minted / (windows + lost)).toBeLessThan(1.05);

  expect(late.heap).toBeLessThan(early.heap * 1.1);
  expect(late.nodes).toBeLessThan(early.nodes * 1.02);
  expect(late.listeners).toBeLessThan(early.listeners * 1.02);
  expect(late.documents).toBeLessThanOrEqual(early.documents + 2);
  expect(new Set(measured.map(({ ownListeners }) => ownListeners)).size).toBe(1);
  await stage.close();
  await browser.close();
});

function medians(counts: readonly Counts[]): Counts {
  const median = (name: keyof Counts): number => {
    const sorted = counts.map((count) => count[name]).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
  };
  return {
    heap: median('heap'),
    nodes: median('nodes'),
    listeners: median('listeners'),
    ownListeners: median('ownListeners'),
    documents: median('documents'),
  };
}

async function countsOf(cdp: CDPSession): Promise<Counts> {
  // The second collection frees what only finalized objects of the first one referenced.
  for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  const own = await cdp.send('Runtime.evaluate', {
    expression:
      '[window, document].flatMap((target) => Object.values(getEventListeners(target)).flat()).length',
    includeCommandLineAPI: true,
  });
  return {
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    ownListeners: own.result.value as number,
    documents: metric('Documents'),
  };
}
