import type { CubeEmbedError } from '../shared/errors.js';
import { MAX_ATTEMPTS } from './timing.js';

const BASE = 1_000;
const CAP = 60_000;
/** The longest wait between two attempts of a renewal, while more than `TIGHT` of the token is left. */
const RELAXED_CAP = 300_000;
const TIGHT = 600_000;
/** The longest `Retry-After` that is obeyed. */
const LONGEST_PAUSE = 3_600_000;

/**
 * Milliseconds to wait after the given failed attempt (1, 2, …): exponential with full jitter, so that many viewers of one
 * failing backend spread out. After the fifth attempt, which only a renewal gets to, the wait is at least half of that.
 * `left`: for how long the token lives.
 */
export function backoff(attempt: number, random: number, left = 0): number {
  const most = Math.min(left > TIGHT ? RELAXED_CAP : CAP, BASE * 2 ** (attempt - 1));
  return most * (attempt < MAX_ATTEMPTS ? random : 0.5 + random / 2);
}

/** Milliseconds to wait after the given rejection that came at once: until a pending navigation is over, perhaps. */
export function instantBackoff(rejection: number, random: number): number {
  return (BASE * 2 ** rejection * (1 + random)) / 4;
}

/** Milliseconds that the backend asked to be left alone: at most an hour, with up to 20 % on top, so that not all return at once. */
export function pauseOf({ retryAfter }: CubeEmbedError, random: number): number {
  return Math.min(retryAfter * 1_000, LONGEST_PAUSE) * (1 + random / 5);
}
