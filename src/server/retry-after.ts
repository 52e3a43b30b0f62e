/** A day: whoever asks for more is mistaken, and a page would never ask again. */
const MAX_SECONDS = 86_400;

/**
 * The seconds that a `Retry-After` header asks to wait: from its number, or from its date (RFC 9110, 10.2.3), 0 to 86,400.
 * `null` when there is none, or none that is valid.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const value = header.trim();
  const seconds = /^\d+$/.test(value) ? Number(value) : secondsUntil(value, now);
  return seconds === null ? null : Math.min(Math.max(seconds, 0), MAX_SECONDS);
}

function secondsUntil(date: string, now: number): number | null {
  // Date.parse takes much that is no HTTP date, such as "-1"
  const time = /^[A-Z][a-z]{2}.* GMT$/.test(date) ? Date.parse(date) : NaN;
  return Number.isNaN(time) ? null : Math.ceil((time - now) / 1000);
}
