/** Metrics of one page from Chromium's debugging protocol. */

/** Starts to measure in processor time, because wall time would include the machine's other work. */
export const countMetrics = (cdp) => cdp.send('Performance.enable', { timeDomain: 'threadTicks' });

/** The main thread's milliseconds so far, the heap in kB, and the numbers of nodes, listeners and documents. */
export async function metricsOf(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = (name) => metrics.find((one) => one.name === name).value;
  return {
    task: 1000 * value('TaskDuration'),
    heap: value('JSHeapUsedSize') / 1024,
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
  };
}

/** Collects garbage in the page and in its frames' process. */
export async function collectGarbage(page, cdp) {
  const sessions = [cdp];
  const frame = page.frames().find((one) => one !== page.mainFrame());
  // a frame in the page's process has no separate session, and needs none
  const own =
    frame &&
    (await page
      .context()
      .newCDPSession(frame)
      .catch(() => undefined));
  if (own) sessions.push(own);
  for (const session of sessions) {
    // The second collection frees what only finalized objects of the first one referenced.
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  }
  await own?.detach();
}

/** The number of listeners on `window` and `document`. */
export async function listenersOf(cdp) {
  let count = 0;
  for (const expression of ['window', 'document']) {
    const { result } = await cdp.send('Runtime.evaluate', { expression });
    const { listeners } = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
    count += listeners.length;
  }
  return count;
}

/** Calls from the browser into script, with the microtasks that follow. */
const SCRIPT = ['v8.callFunction', 'v8.run', 'v8.evaluateModule'];

/**
 * The processor milliseconds that the page's main thread spends in script while `act` runs. This includes synchronous
 * work of the browser, above all the creation of iframes. `act` marks its page with `performance.mark(mark)`.
 */
export async function timeScript(browser, page, mark, act) {
  await browser.startTracing(page, { categories: ['-*', 'v8', 'blink.user_timing'] });
  await act();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const { pid, tid } = traceEvents.find(({ name }) => name === mark);
  const calls = traceEvents
    .filter((event) => event.pid === pid && event.tid === tid && event.dur && SCRIPT.includes(event.name))
    .sort((one, other) => one.ts - other.ts);
  let sum = 0;
  let end = -Infinity;
  for (const { ts, dur, tdur = dur } of calls) {
    // Nested calls are counted with the outer one.
    if (ts < end) continue;
    sum += tdur;
    end = ts + dur;
  }
  return sum / 1000;
}
