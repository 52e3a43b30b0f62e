import { startLight } from '../net/light.js';
import { collectGarbage, countMetrics, metricsOf } from '../browsers/metrics.js';
import { columns, compared } from '../report.js';
import { ratio, summary } from '../statistics.js';

const CONTENDERS = ['iframe', 'element'];
const COUNTS = [50, 400];
const RUNS = 5;
/** Messages of all embeds together. */
const MESSAGES = 40_000;

/**
 * Runs in the page: adds this number of embeds, and listens to them: with a map from windows to embeds, or to the elements'
 * events. Resolves when all are ready. `window.talk(rounds)` then has each embed send so many messages, in turns.
 */
async function fill({ contender, count, tenantUrl }) {
  let heard = 0;
  let wanted = count;
  let finish;
  const nextFinish = () => new Promise((resolve) => (finish = resolve));
  const hear = () => {
    heard += 1;
    if (heard === wanted) finish();
  };
  const embeds = Array.from({ length: count }, () => {
    if (contender === 'element') {
      const session = crypto.randomUUID();
      const fetchSession = async () => session;
      const properties = { baseUrl: tenantUrl, dashboardId: 'talk', fetchSession };
      return Object.assign(document.createElement('cube-embed-dashboard'), properties);
    }
    return Object.assign(document.createElement('iframe'), { src: `${tenantUrl}/embed/dashboard/talk` });
  });
  const allReady = nextFinish();
  document.body.append(...embeds);
  if (contender === 'element') document.addEventListener('cube-embed-message', hear);
  else {
    const byWindow = new Map(embeds.map((embed) => [embed.contentWindow, embed]));
    addEventListener('message', ({ source, data }) => {
      if (byWindow.has(source) && data.source === 'cube-embed') hear();
    });
  }
  await allReady;
  const windows = embeds.map((embed) => (embed.shadowRoot?.querySelector('iframe') ?? embed).contentWindow);
  window.talk = (rounds) => {
    heard = 0;
    wanted = rounds * count;
    for (let round = 0; round < rounds; round += 1) for (const view of windows) view.postMessage('talk', '*');
    return nextFinish();
  };
}

/** Microseconds of the page's main thread for each message. */
async function sample(browser, stage, contender, count) {
  return browser.inFreshPage(async (page) => {
    await page.goto(stage.hostUrl);
    await page.evaluate(fill, { contender, count, tenantUrl: stage.tenantUrl });
    const cdp = await page.context().newCDPSession(page);
    await countMetrics(cdp);
    const rounds = MESSAGES / count;
    await page.evaluate((n) => window.talk(n), rounds);
    await collectGarbage(page, cdp);
    const before = await metricsOf(cdp);
    await page.evaluate((n) => window.talk(n), rounds);
    const after = await metricsOf(cdp);
    return (1000 * (after.task - before.task)) / MESSAGES;
  });
}

/** What a message of an embed costs the page, by the number of embeds. */
export async function messages({ browser }) {
  const stage = await startLight();
  const taken = {};
  for (const count of COUNTS) {
    taken[count] = { iframe: [], element: [] };
    for (let run = 0; run < RUNS; run += 1)
      for (const name of run % 2 ? CONTENDERS : CONTENDERS.toReversed())
        taken[count][name].push(await sample(browser, stage, name, count));
  }
  stage.stop();
  const rows = COUNTS.map((count) => {
    const { iframe, element } = taken[count];
    return compared({ what: `${count} embeds`, base: summary(iframe), ours: summary(element), unit: 'µs' });
  });
  const own = (count) => taken[count].element.map((time, i) => time - taken[count].iframe[i]);
  const [few, many] = COUNTS;
  rows.push(
    compared({
      what: `what an element adds, among ${few} and among ${many}`,
      base: summary(own(few)),
      ours: summary(own(many)),
      unit: 'µs',
      ratio: ratio(own(many), own(few)),
      limit: 1.5,
      headline: `What an element adds to a message, among ${few} and among ${many}`,
    }),
  );
  return {
    title: 'A message of an embed',
    note: "The page's main thread for each `view` message, in processor time, with its part in asking for the message. Each embed sends one in turn. The iframes are heard by one listener of the page, which finds them in a map.",
    columns: columns('plain iframes'),
    rows,
  };
}
