import { setTimeout as wait } from 'node:timers/promises';
import { warmPages } from '../net/pages.js';
import { startStage } from '../net/stage.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';

const LINE = { roundTrip: 50, mbits: 20, mint: 150 };
/** How many milliseconds `preload()` runs before the element is added. */
const AHEAD = 2_000;

/**
 * What is compared, and the maximum ratio to the snippet. A contender is one of `pages/contenders.js`; `preload`
 * is the default element, with `preload()` before it. `headlines`: which contenders appear in the first table.
 */
const SCENARIOS = [
  {
    name: 'First load',
    runs: 9,
    limits: { element: 0.93, page: 0.82, preload: 0.5 },
    headlines: ['element', 'page', 'preload'],
  },
  { name: 'Session takes 0 ms', line: { mint: 0 }, runs: 5, limits: { element: undefined, page: undefined } },
  {
    name: 'Session takes 400 ms',
    line: { mint: 400 },
    runs: 7,
    limits: { element: undefined, page: 0.68 },
    headlines: ['page'],
  },
  {
    name: 'Slow line (5 Mbit/s)',
    line: { mbits: 5 },
    runs: 5,
    limits: { element: undefined, page: undefined, preload: 0.35 },
    headlines: ['preload'],
  },
  {
    name: 'Second visit (assets cached)',
    hot: true,
    runs: 7,
    limits: { element: 0.85, page: 0.85, preload: 0.85 },
    headlines: ['element', 'page', 'preload'],
  },
  { name: 'Session at once', atOnce: true, runs: 5, limits: { element: undefined, page: undefined } },
  {
    name: 'Ten embeds',
    count: 10,
    runs: 5,
    limits: { element: undefined, page: undefined, preload: undefined },
  },
  {
    name: 'No distance, no limit',
    line: { roundTrip: 0, mbits: Infinity },
    runs: 7,
    limits: { element: undefined },
  },
];

const NAMES = {
  snippet: "Cube's snippet",
  element: 'nothing switched on',
  page: "`preconnect: 'page'`",
  preload: '`preload()` 2 s before',
};

/** One embed in a fresh page of a host in use: there are connections to the host, but none to the tenant. */
async function sample(browser, stage, contender, { line, hot, atOnce, count = 1 }) {
  return browser.inFreshPage(async (page) => {
    const { tenantUrl, hostUrl } = stage;
    await stage.set({ roundTrip: 0, mbits: Infinity });
    if (hot) {
      const before = await page.context().newPage();
      await before.goto(`${hostUrl}/index.html`);
      await before.evaluate((given) => window.measure(given), { contender: 'snippet', tenantUrl });
      await before.close();
      await stage.set({ roundTrip: 0, mbits: Infinity, cut: true });
    }
    await page.goto(`${hostUrl}/index.html`);
    await page.evaluate(() => fetch('/cube-session', { method: 'POST' }).then((answer) => answer.json()));
    await stage.set({ ...LINE, ...line });
    stage.forget();
    if (contender === 'preload') {
      await page.evaluate((url) => window.begin(url), tenantUrl);
      await wait(AHEAD);
    }
    const sessions = atOnce && Array.from({ length: count }, stage.mint);
    const name =
      { preload: 'element', snippet: atOnce ? 'snippetAtOnce' : 'snippet' }[contender] ?? contender;
    const ready = await page.evaluate((given) => window.measure(given), {
      contender: name,
      tenantUrl,
      count,
      sessions: sessions || undefined,
    });
    return { ready, ...stage.requests() };
  });
}

async function measureScenario(browser, stage, scenario) {
  const contenders = ['snippet', ...Object.keys(scenario.limits)];
  const samples = Object.fromEntries(contenders.map((name) => [name, []]));
  // The first run of each contender is cold, so it is discarded. The order alternates, so that none is always first.
  for (let run = -1; run < scenario.runs; run += 1) {
    for (const name of run % 2 ? contenders : contenders.toReversed()) {
      const taken = await sample(browser, stage, name, scenario);
      if (run >= 0) samples[name].push(taken);
    }
  }
  return samples;
}

function rowsOf({ name, limits, headlines = [] }, samples) {
  const times = (contender) => samples[contender].map(({ ready }) => ready);
  return Object.keys(limits).map((contender) => {
    const counts = ['snippet', contender].map((one) => Math.max(...samples[one].map(({ assets }) => assets)));
    return compared({
      what: `${name}: ${NAMES[contender]}`,
      base: summary(times('snippet')),
      ours: summary(times(contender)),
      unit: 'ms',
      ratio: ratio(times(contender), times('snippet')),
      limit: limits[contender],
      headline: headlines.includes(contender) && `${name}: ${NAMES[contender]}`,
      more: [counts.join(' / ')],
    });
  });
}

/** A first load. */
export async function load({ browser, certificate }) {
  const stage = await startStage({ certificate, pages: warmPages('contenders.js') });
  const rows = [];
  try {
    for (const scenario of SCENARIOS) {
      if (scenario.hot && !browser.raw) continue;
      rows.push(...rowsOf(scenario, await measureScenario(browser, stage, scenario)));
    }
  } finally {
    await stage.stop();
  }
  return {
    title: 'First load',
    note: `From the moment the embed is put into a page that already has the elements' script, until it posts \`ready\`: ${LINE.roundTrip} ms round trip, ${LINE.mbits} Mbit/s shared by all connections, a session that takes ${LINE.mint} ms to mint, unless the row says otherwise. The last column counts the requests for the tenant's scripts and styles, the snippet's and the contender's: four means that nothing is loaded twice.`,
    columns: [...columns("Cube's snippet"), 'assets'],
    rows,
  };
}
