import { setTimeout as wait } from 'node:timers/promises';
import { watchProcesses } from '../browsers/processes.js';
import { warmPages } from '../net/pages.js';
import { startStage } from '../net/stage.js';
import { columns, compared } from '../report.js';
import { summary } from '../statistics.js';

const RUNS = 5;

/** The memory that the hidden iframe of `preload()` costs the browser, while it exists and once an embed is ready. */
export async function memory({ browser, certificate }) {
  const stage = await startStage({ certificate, pages: warmPages('contenders.js') });
  await stage.set({ roundTrip: 0, mbits: Infinity });
  const sample = (ahead) =>
    browser.inFreshPage(async (page) => {
      await page.goto(`${stage.hostUrl}/index.html`);
      const grown = await watchProcesses(browser.raw);
      if (ahead) await page.evaluate((url) => window.begin(url), stage.tenantUrl);
      await wait(1_500);
      const waiting = await grown('memory');
      await page.evaluate((given) => window.measure(given), {
        contender: 'element',
        tenantUrl: stage.tenantUrl,
      });
      await wait(500);
      return { waiting, ready: await grown('memory') };
    });
  const taken = { without: [], with: [] };
  try {
    for (let run = 0; run < RUNS; run += 1) {
      taken.without.push(await sample(false));
      taken.with.push(await sample(true));
    }
  } finally {
    await stage.stop();
  }
  const row = (what, key, headline) =>
    compared({
      what,
      base: summary(taken.without.map((one) => one[key])),
      ours: summary(taken.with.map((one) => one[key])),
      unit: 'kB',
      headline,
    });
  return {
    title: 'Memory of a preload',
    note: "Of all the browser's processes, compared with the host's page alone: without and with `preload()`. A tenant of another site has a process of its own, which the hidden iframe starts earlier.",
    columns: columns('without'),
    rows: [
      row('before the embed', 'waiting', 'Memory, without and with the hidden iframe of `preload()`'),
      row('with the embed ready', 'ready', 'The same, with the embed ready'),
    ],
  };
}
