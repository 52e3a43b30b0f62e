import { CubeLimiterError, CubeRequestError } from '../errors.js';
import { within } from '../limits.js';
import { createRateLimit } from './rate-limit.js';

/** The time in which `maxPerMinute` counts, in milliseconds. */
const WINDOW_MS = 60_000;

/** Counts requests where all processes of a host see them, e.g. in Redis. */
export interface Limiter {
  /**
   * Counts one request. `key` identifies the viewer and what is requested; at most `max` requests with it are admitted in
   * `windowMs` milliseconds. Resolves to whether this one is, and if not, after how many seconds to try again.
   */
  take(key: string, max: number, windowMs: number): Promise<{ ok: boolean; retryAfter: number }>;
}

/**
 * Resolves to 0 if a request is admitted, otherwise to the whole seconds to wait. Rejects only with the reason of `signal`.
 * `told` hears of a limiter that failed, at most once a minute.
 */
export type Admission = (
  key: string,
  signal: AbortSignal,
  told: (error: CubeLimiterError) => void,
) => Promise<number> | number;

/**
 * Creates the admission of viewers: by the host's limiter, or by this process' own count without one, and while it fails. Throws a {@link CubeRequestError} if an option is invalid.
 */
export function createAdmission(
  maxPerMinute: number,
  limiter: Limiter | undefined,
  timeoutMs: number,
): Admission {
  const ownCount = createRateLimit(maxPerMinute);
  if (limiter === undefined) return ownCount;
  if (typeof (limiter as Partial<Limiter> | null)?.take !== 'function') {
    throw new CubeRequestError('limiter', 'must be an object with a function `take(key, max, windowMs)`');
  }
  const news = createRateLimit(1);
  return async (key, signal, told) => {
    if (maxPerMinute === Infinity) return 0;
    try {
      return secondsOf(
        await within(timeoutMs, signal, async () => limiter.take(key, maxPerMinute, WINDOW_MS)),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (news('') === 0) told(new CubeLimiterError(error));
      return ownCount(key);
    }
  };
}

function secondsOf(answer: unknown): number {
  const { ok, retryAfter } = Object(answer) as { ok?: unknown; retryAfter?: unknown };
  if (ok === true) return 0;
  if (ok !== false) throw new TypeError('take() did not resolve to { ok, retryAfter }');
  const seconds = Math.ceil(Number(retryAfter));
  return seconds >= 1 ? Math.min(seconds, WINDOW_MS / 1_000) : 1;
}
