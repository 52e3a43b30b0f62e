import { hostPages } from '../net/pages.js';
import { startStage } from '../net/stage.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';
import { firstLoad } from './first-load.js';

const CONTENDERS = ['snippet', 'element'];
/** Milliseconds of a round trip, the runs, and what the ratio to the snippet may be. */
const SCENARIOS = [
  { roundTrip: 0, runs: 31, limit: 1.02 },
  { roundTrip: 50, runs: 15, limit: 0.85 },
  { roundTrip: 150, runs: 9 },
  { roundTrip: 50, runs: 9, ofBackend: 0, name: '50 ms, backend beside the tenant' },
  { roundTrip: 50, runs: 9, http1: true, name: '50 ms, tenant without HTTP/2' },
];

/** Runs in the page. */
const begin = ([contender, tenantUrl]) => window.measure(contender, tenantUrl);

async function measureScenario(browser, stage, scenario) {
  const samples = Object.fromEntries(CONTENDERS.map((name) => [name, []]));
  // The first of each finds cold code everywhere.
  for (let run = -1; run < scenario.runs; run += 1) {
    // Neither always comes first.
    for (const name of run % 2 ? CONTENDERS : CONTENDERS.toReversed()) {
      const taken = await firstLoad(browser, stage, name, begin, scenario);
      if (run >= 0) samples[name].push(taken);
    }
  }
  return samples;
}

function rowsOf({ name, roundTrip, limit }, { snippet, element }) {
  const row = (what, key) => {
    const [theirs, ours] = [snippet, element].map((samples) => samples.map((taken) => taken[key]));
    return compared({
      what: `${name ?? `${roundTrip} ms`}: ${what}`,
      base: summary(theirs),
      ours: summary(ours),
      unit: 'ms',
      ratio: ratio(ours, theirs),
      limit,
    });
  };
  return [row("frame's request at the tenant", 'request'), row('`ready`', 'ready')];
}

/** A first load, at several round trips over TLS. */
export async function load({ browser, certificate }) {
  const rows = [];
  for (const http1 of [false, true]) {
    const stage = await startStage({ certificate, pages: hostPages('contenders.js'), http1 });
    for (const scenario of SCENARIOS.filter((one) => Boolean(one.http1) === http1)) {
      rows.push(...rowsOf(scenario, await measureScenario(browser, stage, scenario)));
    }
    await stage.stop();
  }
  return {
    title: 'First load',
    note: "From the element's (or the iframe's) entry into the page, by round trip. The host's backend reaches the tenant over a kept-alive connection with the same round trip, unless said otherwise.",
    columns: columns("Cube's snippet"),
    rows,
  };
}
