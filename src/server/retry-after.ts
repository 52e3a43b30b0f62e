/** One day: a longer wait is a mistake, and the page would never retry. */
const MAX_SECONDS = 86_400;

/**
 * Parses a `Retry-After` header, a number of seconds or an HTTP date (RFC 9110, 10.2.3). Returns 0 to 86,400 seconds, or
 * `null` if the header is missing or invalid. `now` is in milliseconds since 1970.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const value = header.trim();
  const seconds = /^\d+$/.test(value) ? Number(value) : secondsUntil(value, now);
  return seconds === null ? null : Math.min(Math.max(seconds, 0), MAX_SECONDS);
}

function secondsUntil(date: string, now: number): number | null {
  // Date.parse accepts much that is not an HTTP date, e.g. "-1".
  const time = /^[A-Z][a-z]{2}.* GMT$/.test(date) ? Date.parse(date) : NaN;
  return Number.isNaN(time) ? null : Math.ceil((time - now) / 1000);
}
