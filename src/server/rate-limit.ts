import { CubeRequestError } from './errors.js';

const MINUTE = 60_000;

/** Limits memory use. Enough for the viewers of a busy minute; beyond it, the oldest entries are dropped. */
const MAX_KEYS = 10_000;

/** Returns 0 if the call is admitted, otherwise the whole seconds to wait: 1 to 60. */
export type RateLimit = (key: string) => number;

/**
 * Admits `maxPerMinute` calls per key in the minute that starts with the key's first call. Throws a
 * {@link CubeRequestError} unless `maxPerMinute` is an integer from 1, or `Infinity`.
 */
export function createRateLimit(maxPerMinute: number): RateLimit {
  if (!(maxPerMinute >= 1) || !(Number.isInteger(maxPerMinute) || maxPerMinute === Infinity)) {
    throw new CubeRequestError('maxPerMinute', 'must be an integer from 1, or Infinity for no limit');
  }
  // Sorted by start: a new window is always added last.
  const windows = new Map<string, { start: number; calls: number }>();

  return (key) => {
    const now = Date.now();
    // Without `start <= now`, a clock that is set back would keep a window open for longer than a minute.
    const isOpen = ({ start }: { start: number }): boolean => start <= now && now < start + MINUTE;
    const current = windows.get(key);
    if (current && isOpen(current)) {
      if (current.calls >= maxPerMinute) return Math.ceil((current.start + MINUTE - now) / 1000);
      current.calls++;
      return 0;
    }
    windows.delete(key);
    for (const [oldest, window] of windows) {
      if (isOpen(window) && windows.size < MAX_KEYS) break;
      windows.delete(oldest);
    }
    windows.set(key, { start: now, calls: 1 });
    return 0;
  };
}
