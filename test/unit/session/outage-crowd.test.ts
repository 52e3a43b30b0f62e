import { expect, it } from 'vitest';
import { Crowd } from './support/crowd.js';
import { MINUTE, SECOND } from './support/time.js';

/** `CROWD_VIEWERS=5000 npm run test:unit -- outage-crowd` prints the figures of `docs/internals/proof.md`. */
const VIEWERS = Number(process.env['CROWD_VIEWERS'] ?? 250);
const ELEMENTS = 4;
const OUTAGE = 30 * MINUTE;

it.each([
  ['in the same moment', 0],
  ['within a minute', MINUTE],
])(
  `the backend of ${VIEWERS} viewers with ${ELEMENTS} elements, who arrived ${'%s'}, is not overloaded after an outage`,
  { timeout: 600_000 },
  async (_how, arrival) => {
    const crowd = new Crowd(VIEWERS, ELEMENTS, OUTAGE, arrival, 7);
    await crowd.passUntil(OUTAGE + 10 * MINUTE);
    const { attempts, calls } = crowd;
    const loading = arrival + 20 * SECOND;
    /** The maximum number of calls in any second. */
    const figures = {
      firstFive: attempts.slice(0, 5).map((each) => each.peak(0, loading)),
      firstSecond: calls.peak(0, SECOND),
      afterFirstSecond: calls.peak(SECOND, loading),
      meanwhile: calls.peak(10 * MINUTE, OUTAGE),
      recovery: calls.peak(OUTAGE, OUTAGE + 10 * MINUTE),
    };
    console.log(figures);
    // 130 calls per second for 5,000 viewers; with fewer viewers, the calls are spread less evenly.
    expect(figures.recovery).toBeLessThan(VIEWERS < 5_000 ? 26 : 130);
    // The second attempts of all pages fall into one second, and one element of each page makes them.
    expect(figures.afterFirstSecond).toBeLessThan(VIEWERS);
    expect(crowd.machines.every(({ status }) => status === 'ready')).toBe(true);
  },
);
