import { warmPages } from '../net/pages.js';
import { startStage } from '../net/stage.js';
import { columns, compared } from '../report.js';
import { summary } from '../statistics.js';

const CONTENDERS = ['snippet', 'element'];
const RENEWALS = 7;
const ROUND_TRIP = 50;

/** Runs in the page. */
const begin = ([contender, tenantUrl, renewals]) => window.longestBlanks(contender, tenantUrl, renewals);

/** A renewal by a new frame, with a tenant that supports no other. */
export async function renewal({ browser, certificate }) {
  const stage = await startStage({ certificate, pages: warmPages('blank.js') });
  await stage.set({ roundTrip: ROUND_TRIP, mbits: 20, mint: 150 });
  const blanks = {};
  for (const name of CONTENDERS) {
    blanks[name] = await browser.inFreshPage(async (page) => {
      await page.goto(`${stage.hostUrl}/index.html`);
      return page.evaluate(begin, [name, stage.tenantUrl, RENEWALS]);
    });
  }
  await stage.stop();
  const longest = (name) => Math.round(Math.max(...blanks[name]));
  return {
    title: 'A renewal that replaces the frame',
    note: `At ${ROUND_TRIP} ms round trip, looked at in every animation frame: the longest time in which no frame is in sight whose embed has said that it is ready.`,
    columns: columns('a new `src`'),
    rows: [
      compared({ what: 'blank', base: summary(blanks.snippet), ours: summary(blanks.element), unit: 'ms' }),
      compared({
        what: `the longest of ${RENEWALS}`,
        base: longest('snippet'),
        ours: longest('element'),
        unit: 'ms',
        limit: 0,
        headline: 'Renewal by a new iframe: longest blank moment',
      }),
    ],
  };
}
