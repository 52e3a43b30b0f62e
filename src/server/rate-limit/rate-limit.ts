import { CubeRequestError } from '../errors.js';

const MINUTE = 60_000;

/** Limits memory use. Enough for the viewers of a busy minute; beyond it, the oldest entries are dropped. */
const MAX_KEYS = 10_000;

/** Returns 0 if the call is admitted, otherwise the whole seconds to wait: 1 to 60. */
export type RateLimit = (key: string) => number;

/**
 * Admits `maxPerMinute` calls per key in any minute, wherever it starts. Throws a {@link CubeRequestError} unless `maxPerMinute`
 * is an integer from 1, or `Infinity`.
 */
export function createRateLimit(maxPerMinute: number): RateLimit {
  if (!(maxPerMinute >= 1) || !(Number.isInteger(maxPerMinute) || maxPerMinute === Infinity)) {
    throw new CubeRequestError('maxPerMinute', 'must be an integer from 1, or Infinity for no limit');
  }
  if (maxPerMinute === Infinity) return () => 0;
  /** When the calls of the last minute were admitted. The key of the last call is last. */
  const admitted = new Map<string, number[]>();

  return (key) => {
    const now = Date.now();
    // Without `time <= now`, a clock that is set back would count a call for longer than a minute.
    const counts = (time: number | undefined): time is number =>
      time !== undefined && time <= now && now < time + MINUTE;
    const times = (admitted.get(key) ?? []).filter(counts);
    const [first] = times;
    if (first !== undefined && times.length >= maxPerMinute) return Math.ceil((first + MINUTE - now) / 1000);
    admitted.delete(key);
    for (const [oldest, others] of admitted) {
      if (counts(others.at(-1)) && admitted.size < MAX_KEYS) break;
      admitted.delete(oldest);
    }
    admitted.set(key, [...times, now]);
    return 0;
  };
}
