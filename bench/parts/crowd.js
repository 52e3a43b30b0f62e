import { startLight } from '../net/light.js';
import { collectGarbage, countMetrics, listenersOf, metricsOf } from '../browsers/metrics.js';
import { watchProcesses } from '../browsers/processes.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';

const CONTENDERS = ['iframe', 'element'];
const SIZES = [1, 10, 100, 200];
const RUNS = 3;
const LIMIT = 1.3;
/** What is compared for each embed, and its unit. */
const MEASURES = {
  script: ["the page's script", 'ms'],
  task: ["the page's main thread", 'ms'],
  cpu: ['processor time, all processes', 'ms'],
  heap: ["the page's heap", 'kB'],
  memory: ['memory, all processes', 'kB'],
};

/** In the page: puts so many embeds on it, and waits until all are ready. */
function fill({ contender, count, tenantUrl }) {
  return new Promise((resolve) => {
    let ready = 0;
    addEventListener('message', () => {
      ready += 1;
      if (ready === count) resolve();
    });
    const all = document.createDocumentFragment();
    for (let i = 0; i < count; i += 1) {
      // both get their session without a wait
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
  return browser.inFreshPage(async (page) => {
    await page.goto(stage.hostUrl);
    const cdp = await page.context().newCDPSession(page);
    await countMetrics(cdp);
    await collectGarbage(page, cdp);
    const grown = await watchProcesses(browser.raw);
    const before = await metricsOf(cdp);
    await page.evaluate(fill, { contender, count, tenantUrl: stage.tenantUrl });
    const busy = await metricsOf(cdp);
    const cpu = await grown('cpu');
    const listeners = await listenersOf(cdp);
    await collectGarbage(page, cdp);
    const { heap } = await metricsOf(cdp);
    const memory = await grown('memory');
    const per = (amount) => amount / count;
    return {
      script: per(busy.script - before.script),
      task: per(busy.task - before.task),
      cpu: per(cpu),
      heap: per(heap - before.heap),
      memory: per(memory),
      listeners,
    };
  });
}

function rowsOf(count, { iframe, element }, listenersOfOne) {
  const rows = Object.entries(MEASURES).map(([key, [what, unit]]) => {
    const [theirs, ours] = [iframe, element].map((samples) => samples.map((taken) => taken[key]));
    return compared({
      what: `${count}: ${what}`,
      base: summary(theirs),
      ours: summary(ours),
      unit,
      ratio: ratio(ours, theirs),
      limit: LIMIT,
    });
  });
  const [theirs, ours] = [iframe, element].map(([{ listeners }]) => listeners);
  return [
    ...rows,
    compared({ what: `${count}: listeners on the page`, base: theirs, ours, limit: listenersOfOne }),
  ];
}

/** Many embeds in one page against as many plain iframes. */
export async function crowd({ browser }) {
  const stage = await startLight();
  const rows = [];
  let listenersOfOne;
  await sample(browser, stage, 'element', 1); // warm
  for (const count of SIZES) {
    const samples = { iframe: [], element: [] };
    for (let run = 0; run < RUNS; run += 1) {
      for (const name of CONTENDERS) samples[name].push(await sample(browser, stage, name, count));
    }
    listenersOfOne ??= samples.element[0].listeners;
    rows.push(...rowsOf(count, samples, listenersOfOne));
  }
  stage.stop();
  return {
    title: 'Many embeds in one page',
    note: 'For each embed, its frame included, from an empty page until all are ready. The frames show a page that does nothing but say so, and sessions are at hand, so that what holds the frames is seen. Script counts with what it has the browser do at once, the making of the frames above all. Memory is counted after a garbage collection; listeners are those on `window` and `document`, the one of the measurement included.',
    columns: columns('plain iframes'),
    rows,
  };
}
