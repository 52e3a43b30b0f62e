/** What Chromium tells of one page by its debugging protocol. */

/** Begins to count, in processor time: wall time would count what else the machine does. */
export const countMetrics = (cdp) => cdp.send('Performance.enable', { timeDomain: 'threadTicks' });

/**
 * Milliseconds of script and of the main thread so far, kB in the heap, and what hangs on it. Script is what the
 * browser calls, the page's handlers say, and what a command of the protocol runs, its microtasks included: the
 * browser counts these apart, and an embed is put into the page by one.
 */
export async function metricsOf(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = (name) => metrics.find((one) => one.name === name).value;
  return {
    script: 1000 * (value('ScriptDuration') + value('DevToolsCommandDuration')),
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
  // a frame that shares the page's process has no session of its own, and needs none
  const own =
    frame &&
    (await page
      .context()
      .newCDPSession(frame)
      .catch(() => undefined));
  if (own) sessions.push(own);
  for (const session of sessions) {
    // What the first collection sets free may hold what the second can.
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  }
  await own?.detach();
}

/** How many listeners `window` and `document` have. */
export async function listenersOf(cdp) {
  let count = 0;
  for (const expression of ['window', 'document']) {
    const { result } = await cdp.send('Runtime.evaluate', { expression });
    const { listeners } = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
    count += listeners.length;
  }
  return count;
}
