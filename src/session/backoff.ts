import type { CubeEmbedError } from './errors.js';

const BASE = 1_000;
const CAP = 60_000;
/** The longest `Retry-After` that is obeyed. */
const LONGEST_PAUSE = 3_600_000;

/**
 * Milliseconds to wait after the given failed attempt (1, 2, …): exponential with full jitter, so that many viewers of one
 * failing backend spread out; never less than the backend asked for.
 */
export function backoff(attempt: number, random: number, pause: number): number {
  return Math.max(pause, random * Math.min(CAP, BASE * 2 ** (attempt - 1)));
}

/** Milliseconds that the backend asked to be left alone: at most an hour, with up to 20 % on top, so that not all return at once. */
export function pauseOf({ retryAfter }: CubeEmbedError, random: number): number {
  return Math.min(retryAfter * 1_000, LONGEST_PAUSE) * (1 + random / 5);
}
