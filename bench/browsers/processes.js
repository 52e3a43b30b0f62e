import { existsSync, readFileSync } from 'node:fs';

/** A process's proportional memory in kB, with shared pages by share; `undefined` on systems other than Linux. */
function memoryOf(pid) {
  const path = `/proc/${pid}/smaps_rollup`;
  return existsSync(path) ? Number(/^Pss:\s+(\d+)/m.exec(readFileSync(path, 'utf8'))[1]) : undefined;
}

/** Chromium's processes by id: `cpu` in milliseconds so far, `memory` in kB. */
async function processesOf(browser) {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return new Map(processInfo.map(({ id, cpuTime }) => [id, { cpu: 1000 * cpuTime, memory: memoryOf(id) }]));
}

/** Starts a measurement of all processes together; the returned function reports by how much they have grown since. */
export async function watchProcesses(browser) {
  const before = await processesOf(browser);
  return async (key) => {
    const now = await processesOf(browser);
    return [...now].reduce((sum, [id, process]) => sum + process[key] - (before.get(id)?.[key] ?? 0), 0);
  };
}
