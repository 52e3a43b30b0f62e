import { startLight } from '../net/light.js';
import { collectGarbage, countMetrics, metricsOf } from '../browsers/metrics.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';

const CONTENDERS = ['iframe', 'element'];
const ROUNDS = 1000;
const RUNS = 3;

/** Runs in the page: adds an embed until it has its frame and removes it, many times; returns the milliseconds for each. */
async function mountAndUnmount({ contender, rounds, tenantUrl }) {
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const session = crypto.randomUUID();
    const embed = document.createElement(contender === 'element' ? 'cube-embed-dashboard' : 'iframe');
    if (contender === 'element') {
      embed.baseUrl = tenantUrl;
      embed.dashboardId = 'sales';
      embed.fetchSession = async () => session;
    } else {
      embed.src = `${tenantUrl}/embed/dashboard/sales?session=${session}`;
    }
    document.body.append(embed);
    await turn();
    if (contender === 'element' && !embed.shadowRoot.querySelector('iframe'))
      throw new Error('There is no frame.');
    embed.remove();
  }
  return (performance.now() - began) / rounds;
}

async function sample(browser, stage, contender) {
  return browser.inFreshPage(async (page) => {
    await page.goto(stage.hostUrl);
    const cdp = await page.context().newCDPSession(page);
    await countMetrics(cdp);
    const mount = (rounds) =>
      page.evaluate(mountAndUnmount, { contender, rounds, tenantUrl: stage.tenantUrl });
    // one-time allocations exist after a few rounds
    await mount(ROUNDS / 10);
    await collectGarbage(page, cdp);
    const before = await metricsOf(cdp);
    const time = await mount(ROUNDS);
    const { task } = await metricsOf(cdp);
    await collectGarbage(page, cdp);
    const after = await metricsOf(cdp);
    return {
      time,
      task: (task - before.task) / ROUNDS,
      heap: after.heap - before.heap,
      nodes: after.nodes - before.nodes,
      listeners: after.listeners - before.listeners,
    };
  });
}

/** A thousand mounts and unmounts. */
export async function mounts({ browser }) {
  const stage = await startLight();
  const samples = { iframe: [], element: [] };
  for (let run = 0; run < RUNS; run += 1) {
    for (const name of CONTENDERS) samples[name].push(await sample(browser, stage, name));
  }
  stage.stop();
  const row = (what, key, unit, inRatio) => {
    const [theirs, ours] = CONTENDERS.map((name) => samples[name].map((taken) => taken[key]));
    return compared({
      what,
      base: summary(theirs),
      ours: summary(ours),
      unit,
      ratio: inRatio ? ratio(ours, theirs) : undefined,
    });
  };
  return {
    title: 'A thousand mounts and unmounts',
    note: 'Each as far as the frame. What is left is the growth over a thousand of them, after a garbage collection.',
    columns: columns('plain iframes'),
    rows: [
      row('time for each, a turn of the event loop included', 'time', 'ms', true),
      row("the page's main thread for each", 'task', 'ms', true),
      row('heap left', 'heap', 'kB'),
      row('nodes left', 'nodes', ''),
      row('listeners left', 'listeners', ''),
    ],
  };
}
