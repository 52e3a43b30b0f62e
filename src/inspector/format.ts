const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Formats a duration in its two largest units, e.g. `3 h 20 min`. */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  const [large, small, unit, rest] = ms < HOUR ? [MINUTE, SECOND, 'min', 's'] : [HOUR, MINUTE, 'h', 'min'];
  const left = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${unit}${left ? ` ${left} ${rest}` : ''}`;
}

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Formats a time as weekday and time of day, in the local time zone. */
export const clockTime = (moment: number): string => FORMAT.format(moment);
