import type { Fault, FaultPlace } from '../../../testkit/tenant/index.js';
import type { Manner } from './host.js';
import { DAY, HOUR, MINUTE, SECOND } from './time.js';

/** What is done to one element. `park`: it leaves its embed behind when it is removed; `fatal`: its embed reports a fatal error; `revoke`: its session is revoked. */
export type Disruption =
  'remove' | 'park' | 'add' | 'move' | 'moveBefore' | 'reload' | 'renew' | 'fatal' | 'revoke';

/** One thing that happens. */
export type Happening = { at: number } & (
  | { do: 'add'; element: number }
  | { do: 'disruption'; disruption: Disruption; dice: number }
  | { do: 'show' | 'connect'; on: boolean }
  | { do: 'sleep'; duration: number; waking: string }
  | { do: 'set back'; by: number }
  | { do: 'sign out' }
  | { do: 'backend'; manner: Manner }
  | { do: 'embeds'; tenant: number; fault: { place: FaultPlace; fault: Fault } | undefined }
  /** The viewer hides and shows the page, once everything that was in flight at the end of a fault has ended. */
  | { do: 'look' }
);

/** After a fault, earlier work may still have to end: the bound of `test/unit/session/model.test.ts`. */
export const DRAIN = 14 * MINUTE;

const MANNERS: readonly Manner[] = [
  { kind: 'refuse', status: 500 },
  { kind: 'refuse', status: 503, retryAfter: 120 },
  { kind: 'refuse', status: 429, retryAfter: 20 },
  { kind: 'cut-off' },
  { kind: 'slow', ms: 5 * SECOND },
  { kind: 'slow', ms: 40 * SECOND },
];
const FAULTS: readonly { place: FaultPlace; fault: Fault }[] = [
  { place: 'page', fault: { kind: 'refuse', status: 503 } },
  { place: 'page', fault: { kind: 'hang' } },
  { place: 'token', fault: { kind: 'refuse', status: 500 } },
  { place: 'token', fault: { kind: 'malformed' } },
  { place: 'token', fault: { kind: 'hang' } },
  { place: 'data', fault: { kind: 'refuse', status: 500 } },
  { place: 'data', fault: { kind: 'hang' } },
];
const DISRUPTIONS: readonly Disruption[] = [
  'move',
  'moveBefore',
  'remove',
  'reload',
  'renew',
  'fatal',
  'revoke',
];
const WAKINGS = ['resume', 'pageshow', 'visibilitychange', 'nothing'];

/** Random numbers in [0, 1), the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/**
 * The happenings of a month in order. The elements are added over the first day, so that their tokens expire around the
 * clock. `faulty`: the tenants whose embeds may fail. If a tenant sends no messages, nobody could detect it.
 */
export function schedule(
  seed: number,
  days: number,
  elements: number,
  faulty: readonly number[],
): Happening[] {
  const random = dice(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  /** Short durations are more frequent than long ones. */
  const between = (least: number, most: number): number => Math.round(least * (most / least) ** random());
  const all: Happening[] = [];

  /** Happenings from the second day to the day before the last, one after another, `perDay` on average. */
  const track = (perDay: number, make: (at: number) => number): void => {
    const gap = (): number => between(HOUR / 12, (2.6 * DAY) / perDay);
    for (let at = DAY + gap(); at < (days - 1) * DAY; at = make(at) + gap());
  };
  const trouble = (happening: (on: boolean) => Happening, duration: number): number => {
    const began = happening(true);
    const ended = { ...happening(false), at: began.at + duration };
    all.push(began, ended, { at: ended.at + DRAIN, do: 'look' });
    return ended.at;
  };

  for (let element = 0; element < elements; element += 1) {
    all.push({ at: Math.round((element * DAY) / elements), do: 'add', element });
  }
  track(4, (at) => {
    const kind = pick(['show', 'show', 'connect', 'sleep'] as const);
    if (kind === 'sleep') {
      const duration = between(10 * MINUTE, 30 * HOUR);
      all.push({ at, do: 'sleep', duration, waking: pick(WAKINGS) });
      return at + duration;
    }
    const end = at + (kind === 'show' ? between(MINUTE, 10 * HOUR) : between(MINUTE, HOUR));
    all.push({ at, do: kind, on: false }, { at: end, do: kind, on: true });
    return end;
  });
  track(4, (at) => {
    const manner = pick(MANNERS);
    return trouble(
      (on) => ({ at, do: 'backend', manner: on ? manner : { kind: 'well' } }),
      between(MINUTE, HOUR / 2),
    );
  });
  for (const tenant of faulty) {
    track(4, (at) => {
      const fault = pick(FAULTS);
      return trouble(
        (on) => ({ at, do: 'embeds', tenant, fault: on ? fault : undefined }),
        between(MINUTE, HOUR / 4),
      );
    });
  }
  track(8, (at) => {
    const disruption = pick(DISRUPTIONS);
    const which = random();
    all.push({ at, do: 'disruption', disruption, dice: which });
    if (disruption !== 'remove') return at;
    all.push({ at: at + between(SECOND, HOUR), do: 'disruption', disruption: 'add', dice: which });
    return at;
  });
  track(6, (at) => {
    // Now and then more than are kept.
    for (let count = pick([1, 1, 2, 5]); count > 0; count -= 1) {
      const which = random();
      all.push({ at, do: 'disruption', disruption: 'park', dice: which });
      all.push({ at: at + between(SECOND, HOUR), do: 'disruption', disruption: 'add', dice: which });
    }
    return at;
  });
  track(0.1, (at) => {
    all.push({ at, do: 'sign out' });
    return at;
  });
  track(0.2, (at) => {
    all.push({ at, do: 'set back', by: between(SECOND, HOUR) });
    return at;
  });
  return all.sort((a, b) => a.at - b.at);
}
