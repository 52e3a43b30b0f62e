import { setTimeout as wait } from 'node:timers/promises';
import { launch } from '../browsers/launch.js';
import { watchProcesses } from '../browsers/processes.js';
import { warmPages } from '../net/pages.js';
import { startStage } from '../net/stage.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';

const LINE = { roundTrip: 50, mbits: 20, mint: 150 };
const RUNS = 9;
const MEMORY_RUNS = 5;
/** How many embeds are parked at a time: `configure`'s default. */
const PARKED = 3;
/** Milliseconds that the viewer is away, and that something is made ahead of a view. */
const AWAY = 500;
const AHEAD = 2_000;
/** Milliseconds in which animation frames are counted. */
const COUNTED = 2_000;

/** What is compared with the snippet: in which `contenders`' samples, and the maximum ratio. */
const ROWS = [
  { what: 'return to a kept embed', ours: 'keep again', base: 'snippet again', limit: 0.05 },
  { what: 'first view of a prerendered embed', ours: 'prerender', base: 'snippet', limit: 0.05 },
  { what: '`preload({ session: true })` 2 s before', ours: 'preload', base: 'snippet', limit: 0.3 },
];

/** One view of an embed in a fresh page of a host in use: there are connections to the host, but none to the tenant. */
const sample = (browser, { hostUrl, tenantUrl, ...stage }, name) =>
  browser.inFreshPage(async (page) => {
    await stage.set({ roundTrip: 0, mbits: Infinity });
    await page.goto(`${hostUrl}/index.html`);
    await page.evaluate(() => fetch('/cube-session', { method: 'POST' }).then((answer) => answer.json()));
    await stage.set(LINE);
    const [contender, again] = name.split(' ');
    if (again) return page.evaluate((given) => window.returnTo(...given), [contender, tenantUrl, AWAY]);
    if (contender === 'snippet') return page.evaluate((url) => window.view('snippet', url), tenantUrl);
    await page.evaluate((given) => window.makeAhead(...given), [contender, tenantUrl]);
    await wait(AHEAD);
    return page.evaluate(
      (given) => window.view(...given),
      [contender === 'prerender' ? 'keep' : 'element', tenantUrl],
    );
  });

async function times(browser, stage) {
  const names = [...new Set(ROWS.flatMap(({ ours, base }) => [base, ours]))];
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  // The first run of each is cold, so it is discarded. The order alternates, so that none is always first.
  for (let run = -1; run < RUNS; run += 1) {
    for (const name of run % 2 ? names : names.toReversed()) {
      const time = await sample(browser, stage, name);
      if (run >= 0) samples[name].push(time);
    }
  }
  return ROWS.map(({ what, ours, base, limit }) =>
    compared({
      what,
      base: summary(samples[base]),
      ours: summary(samples[ours]),
      unit: 'ms',
      ratio: ratio(samples[ours], samples[base]),
      limit,
      headline: capital(what),
    }),
  );
}

/** The memory of embeds that nobody sees. */
async function memory(browser, stage) {
  const taken = { visibility: [], display: [], keep: [] };
  const names = Object.keys(taken);
  for (let run = -1; run < MEMORY_RUNS; run += 1) {
    for (const name of run % 2 ? names : names.toReversed()) {
      const grown = await browser.inFreshPage(async (page) => {
        await page.goto(`${stage.hostUrl}/index.html`);
        // The elements' code and the tenant's process are there, whatever is hidden.
        await page.evaluate((url) => window.view('element', url), stage.tenantUrl);
        await wait(1_500);
        const since = await watchProcesses(browser.raw);
        await page.evaluate((given) => window.hide(...given), [name, stage.tenantUrl, PARKED]);
        await wait(1_500);
        return since('memory');
      });
      if (run >= 0) taken[name].push(grown);
    }
  }
  return ['visibility: hidden', 'display: none'].map((style) => {
    const base = taken[style.split(':')[0]];
    const what = `memory of ${PARKED} parked embeds, and of as many iframes with \`${style}\``;
    return compared({
      what,
      base: summary(base),
      ours: summary(taken.keep),
      unit: 'kB',
      ratio: ratio(taken.keep, base),
      limit: 1.05,
      headline: capital(what),
    });
  });
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** Animation frames in a second: of an iframe that is seen, and of a parked embed. */
async function animation(browser, stage) {
  const counted = (contender) =>
    browser.inFreshPage(async (page) => {
      await page.goto(`${stage.hostUrl}/index.html`);
      const { tenantUrl } = stage;
      await page.evaluate(
        ([name, url]) => (name === 'keep' ? window.hide(name, url, 1) : window.view(name, url)),
        [contender, tenantUrl],
      );
      const frame = page.frames().find((one) => one.url().startsWith(tenantUrl));
      return frame.evaluate(async (ms) => {
        let count = 0;
        const next = () => {
          count += 1;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
        await new Promise((resolve) => setTimeout(resolve, ms));
        return (1_000 * count) / ms;
      }, COUNTED);
    });
  const [base, ours] = [await counted('snippet'), await counted('keep')];
  return compared({
    what: 'animation frames in a second, seen and parked',
    base,
    ours,
    limit: 1,
    headline: 'Animation frames in a second, of a seen iframe and of a parked embed',
  });
}

/** Embeds that are kept or made ahead. */
export async function kept({ browser, certificate }) {
  const stage = await startStage({ certificate, pages: warmPages('returns.js') });
  const rows = [];
  try {
    rows.push(...(await times(browser, stage)));
    await stage.set({ roundTrip: 0, mbits: Infinity });
    const isChromium = browser.raw?.browserType().name() === 'chromium';
    if (isChromium) rows.push(...(await memory(browser, stage)));
    // The headless shell draws frames that nobody sees.
    const drawing = isChromium ? await launch('full-chromium', certificate) : browser;
    rows.push(await animation(drawing, stage));
    if (drawing !== browser) await drawing.close();
  } finally {
    await stage.stop();
  }
  return {
    title: 'Kept and prerendered embeds',
    note: `From the moment the embed is put into the page until the frame after its \`ready\` is drawn: ${LINE.roundTrip} ms round trip, ${LINE.mbits} Mbit/s, a session that takes ${LINE.mint} ms to mint. The viewer who returns was away for ${AWAY} ms; the iframe of the snippet has its assets in the cache then. What is made ahead has ${AHEAD} ms. Memory is what all processes grow by in a page that shows one embed with an element already.`,
    columns: columns("Cube's snippet"),
    rows,
  };
}
