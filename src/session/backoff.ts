const BASE = 1_000;
const CAP = 60_000;
const LONGEST_RETRY_AFTER = 3_600_000;

/**
 * Milliseconds to wait after the given failed attempt (1, 2, …): exponential with full jitter, so that many
 * viewers of one failing backend spread out; never less than the backend asked for.
 */
export function backoff(attempt: number, random: number, retryAfter: number): number {
  return Math.max(retryAfter, random * Math.min(CAP, BASE * 2 ** (attempt - 1)));
}

/**
 * A `Retry-After` header (seconds or an HTTP date, RFC 9110 §10.2.3) in milliseconds from `now` (epoch ms).
 * What cannot be read, or lies in the past, is 0; more than an hour counts as an hour.
 */
export function retryAfter(header: string | null, now: number): number {
  const value = header?.trim();
  if (!value) return 0;
  const wait = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return wait > 0 ? Math.min(wait, LONGEST_RETRY_AFTER) : 0;
}
