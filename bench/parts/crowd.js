import { startLight } from '../net/light.js';
import { collectGarbage, countMetrics, listenersOf, metricsOf, timeScript } from '../browsers/metrics.js';
import { watchProcesses } from '../browsers/processes.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';

const CONTENDERS = ['iframe', 'element'];
/** The number of embeds, and the number of runs. */
const SIZES = new Map([
  [1, 3],
  [10, 3],
  [100, 3],
  [200, 3],
  [1000, 2],
]);
/**
 * What is compared for each embed, its unit, and the limit of the ratio. Script has no limit: the snippet only makes an iframe,
 * and an element also reads its properties, fetches a session and follows the iframe's messages.
 */
const MEASURES = {
  script: ["the page's script", 'ms'],
  task: ["the page's main thread", 'ms', 1.25],
  cpu: ['processor time, all processes', 'ms'],
  heap: ["the page's heap", 'kB'],
  memory: ['memory, all processes', 'kB'],
};
/** From this number of embeds on, one-time costs of a page are negligible; the targets apply to these. */
const MANY = 100;

/** The rows of the first table. */
const HEADLINES = new Map([
  [100, ['script', 'task', 'heap', 'memory']],
  [200, ['script', 'task']],
]);

/** Runs in the page, in a separate task: adds this number of embeds. Resolves when all are ready. */
async function fill({ contender, count, tenantUrl }) {
  await new Promise((resolve) => setTimeout(resolve));
  return new Promise((resolve) => {
    let ready = 0;
    addEventListener('message', () => {
      ready += 1;
      if (ready === count) resolve();
    });
    performance.mark('fill');
    const all = document.createDocumentFragment();
    for (let i = 0; i < count; i += 1) {
      // both get their session without a delay
      const session = crypto.randomUUID();
      const embed = document.createElement(contender === 'element' ? 'cube-embed-dashboard' : 'iframe');
      if (contender === 'element') {
        embed.baseUrl = tenantUrl;
        embed.dashboardId = 'sales';
        embed.fetchSession = async () => session;
      } else {
        embed.title = 'Dashboard';
        embed.src = `${tenantUrl}/embed/dashboard/sales?session=${session}`;
      }
      all.append(embed);
    }
    document.body.append(all);
  });
}

async function sample(browser, stage, contender, count) {
  const given = { contender, count, tenantUrl: stage.tenantUrl };
  const per = (amount) => amount / count;
  // A trace takes time itself, so it runs in a separate page.
  const script = await browser.inFreshPage(async (page) => {
    await page.goto(stage.hostUrl);
    return timeScript(browser.raw, page, 'fill', () => page.evaluate(fill, given));
  });
  return browser.inFreshPage(async (page) => {
    await page.goto(stage.hostUrl);
    const cdp = await page.context().newCDPSession(page);
    await countMetrics(cdp);
    await collectGarbage(page, cdp);
    const grown = await watchProcesses(browser.raw);
    const before = await metricsOf(cdp);
    await page.evaluate(fill, given);
    const busy = await metricsOf(cdp);
    const cpu = await grown('cpu');
    const listeners = await listenersOf(cdp);
    await collectGarbage(page, cdp);
    const { heap } = await metricsOf(cdp);
    return {
      script: per(script),
      task: per(busy.task - before.task),
      cpu: per(cpu),
      heap: per(heap - before.heap),
      memory: per(await grown('memory')),
      listeners,
    };
  });
}

function rowsOf(count, { iframe, element }) {
  const rows = Object.entries(MEASURES).map(([key, [what, unit, limit]]) => {
    const [theirs, ours] = [iframe, element].map((samples) => samples.map((taken) => taken[key]));
    return compared({
      what: `${count}: ${what}`,
      base: summary(theirs),
      ours: summary(ours),
      unit,
      ratio: ratio(ours, theirs),
      limit: count >= MANY ? limit : undefined,
      headline: HEADLINES.get(count)?.includes(key) && `${count} embeds on a page, for each: ${what}`,
    });
  });
  const [theirs, ours] = [iframe, element].map(([{ listeners }]) => listeners);
  return [...rows, compared({ what: `${count}: listeners on the page`, base: theirs, ours })];
}

/**
 * Whether each of a thousand embeds costs more than each of a hundred. Plain iframes do, because of the browser's own work, so
 * only the page's script has a limit.
 */
const growth = (hundred, thousand) =>
  CONTENDERS.flatMap((name) =>
    ['script', 'task'].map((key) => {
      const [fewer, more] = [hundred, thousand].map((samples) => samples[name].map((taken) => taken[key]));
      const what = `one ${name} among 100, and one among 1000: ${MEASURES[key][0]}`;
      return compared({
        what,
        base: summary(fewer),
        ours: summary(more),
        unit: 'ms',
        ratio: ratio(more, fewer.slice(0, more.length)),
        limit: name === 'element' && key === 'script' ? 1 : undefined,
        headline: `${what[0].toUpperCase()}${what.slice(1)}`,
      });
    }),
  );

/** Compares many embeds in one page with as many plain iframes. */
export async function crowd({ browser }) {
  const stage = await startLight();
  const rows = [];
  const taken = new Map();
  await sample(browser, stage, 'element', 1); // warm
  for (const [count, runs] of SIZES) {
    const samples = { iframe: [], element: [] };
    for (let run = 0; run < runs; run += 1) {
      for (const name of run % 2 ? CONTENDERS : CONTENDERS.toReversed())
        samples[name].push(await sample(browser, stage, name, count));
    }
    taken.set(count, samples);
    rows.push(...rowsOf(count, samples));
  }
  rows.push(...growth(taken.get(100), taken.get(1000)));
  stage.stop();
  return {
    title: 'Many embeds in one page',
    note: "For each embed, its iframe included, from an empty page until all are ready. The iframes show a page that only says that it is ready, and sessions are at hand, so that the cost of what holds the iframes shows. Script includes what it has the browser do at once, above all making the iframes; it comes from a trace. Memory is counted after a garbage collection, with all embeds ready. Listeners are those on `window` and `document`, one of them the measurement's own. In the last four rows, the columns are each of 100 and each of 1000. Script has no target for each embed: the plain iframe has no script, and an element reads its properties, fetches a session and follows the iframe's messages. The main thread has none for 1000: most of its growth is the browser's own, as the rows of the plain iframes show.",
    columns: columns('plain iframes'),
    rows,
  };
}
