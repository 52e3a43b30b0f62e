import { COLD, coldPages } from '../net/pages.js';
import { startStage } from '../net/stage.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';

const RUNS = 9;
const LINE = { roundTrip: 50, mbits: 20, mint: 150 };
/** A script that must arrive before its element begins cannot be faster than an inline one; only an early start can. */
const NAMES = {
  own: ['script from the page’s own server'],
  'own-early': ['script from the page’s own server, early start', 0.95],
  other: ['script from another origin'],
  'other-early': ['script from another origin, early start'],
  'other-early-page': ['script from another origin, early start and early page', 0.85],
};

/** Measures from the navigation to an unknown page until `ready`. */
const sample = (browser, stage, contender) =>
  browser.inFreshPage(async (page) => {
    await stage.set(LINE);
    stage.forget();
    await page.goto(`${stage.hostUrl}/${contender}.html`);
    return { ready: await page.evaluate(() => window.ready), ...stage.requests() };
  });

/** A whole page with an embed in its markup, measured from the navigation. */
export async function cold({ browser, certificate }) {
  const stage = await startStage({ certificate, pages: coldPages });
  const contenders = Object.keys(COLD);
  const samples = Object.fromEntries(contenders.map((name) => [name, []]));
  try {
    for (let run = -1; run < RUNS; run += 1) {
      for (const name of run % 2 ? contenders : contenders.toReversed()) {
        const taken = await sample(browser, stage, name);
        if (run >= 0) samples[name].push(taken);
      }
    }
  } finally {
    await stage.stop();
  }
  const times = (name) => samples[name].map(({ ready }) => ready);
  const assets = (name) => Math.max(...samples[name].map((taken) => taken.assets));
  return {
    title: 'A cold page',
    note: `From the navigation to a page with the embed in its markup, until \`ready\`; nothing is cached, no connection is open: ${LINE.roundTrip} ms round trip, ${LINE.mbits} Mbit/s, a session that takes ${LINE.mint} ms to mint. The snippet stands inline in its page; an element's script must arrive first, so only the rows with an early start have a target. The last column counts the requests for the tenant's assets.`,
    columns: [...columns("Cube's snippet"), 'assets'],
    rows: Object.entries(NAMES).map(([name, [what, limit]]) =>
      compared({
        what,
        base: summary(times('snippet')),
        ours: summary(times(name)),
        unit: 'ms',
        ratio: ratio(times(name), times('snippet')),
        limit,
        more: [`${assets('snippet')} / ${assets(name)}`],
        headline: limit && `Cold page, ${what}`,
      }),
    ),
  };
}
