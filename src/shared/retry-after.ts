/**
 * Parses a `Retry-After` header, a number of seconds or an HTTP date (RFC 9110, 10.2.3). Returns the seconds from `now` (epoch
 * milliseconds), 0 for a past date, or `null` if the header is missing or invalid.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const value = String(header).trim();
  if (/^\d+$/.test(value)) return Number(value);
  // Date.parse accepts much that is not an HTTP date, e.g. "-1".
  const time = /^[A-Z][a-z]{2}.* GMT$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? null : Math.max(Math.ceil((time - now) / 1_000), 0);
}

/** Like {@link parseRetryAfter}, but 0 if the header is missing or invalid. */
export function retryAfter(header: string | null, now: number): number {
  return parseRetryAfter(header, now) ?? 0;
}
