import { hostPages } from '../net/pages.js';
import { startStage } from '../net/stage.js';
import { WAYS } from '../pages/ways.js';
import { median } from '../statistics.js';
import { firstLoad } from './first-load.js';

const RUNS = 3;
/** Milliseconds. The session comes late, so that it is plain which connections were opened before it. */
const ROUND_TRIPS = { roundTrip: 50, ofBackend: 500 };
const EARLY = 150;

/** Runs in the page. */
const begin = ([way, tenantUrl]) => window.measureWay(way, tenantUrl);

/** What each way to warm the connection does in this browser. */
export async function warming({ browser, certificate }) {
  const stage = await startStage({ certificate, pages: hostPages('contenders.js', 'ways.js') });
  const samples = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const way of Object.keys(WAYS)) {
      samples[way].push(await firstLoad(browser, stage, way, begin, ROUND_TRIPS));
    }
  }
  await stage.stop();
  const middle = (way, key) => median(samples[way].map((taken) => taken[key]));
  const isEarly = (way, key) => (middle(way, key) > EARLY ? 'yes' : 'no');
  return {
    title: 'Ways to warm the connection',
    note: "Begun together with the call for the session, which takes half a second here. Told by the tenant's side: when it saw a connection open, and by which one the frame's request came.",
    columns: [
      '',
      'opens one early',
      'the frame uses it',
      'further requests',
      "frame's request at the tenant",
    ],
    rows: Object.keys(WAYS).map((way) => [
      way,
      isEarly(way, 'firstLead'),
      isEarly(way, 'lead'),
      String(middle(way, 'extra')),
      `${middle(way, 'request').toFixed(0)} ms`,
    ]),
  };
}
