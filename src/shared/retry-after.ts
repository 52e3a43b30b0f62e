/**
 * A `Retry-After` header (seconds or an HTTP date, RFC 9110 §10.2.3) in seconds from `now` (epoch milliseconds). What cannot
 * be read, or is past, is 0.
 */
export function retryAfter(header: string | null, now: number): number {
  const value = String(header).trim();
  const wait = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1_000;
  return Math.max(wait || 0, 0);
}
