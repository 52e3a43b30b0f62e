import { elapsedClock } from '../session/elapsed.js';

/**
 * Timers stand still while the machine sleeps, and waking is not always told: the clock is looked at every minute.
 * (`setTimeout` keeps no delay over 2^31-1 ms: a longer one fires at once.)
 */
const LONGEST_DELAY = 60_000;

const alarms = new Map<() => void, number>();
let clock: (() => number) | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The page's clock, in milliseconds; it never runs backwards. */
export function now(): number {
  clock ??= elapsedClock();
  return clock();
}

/**
 * Calls `ring` at or after `moment` (on `now`'s clock), once; replaces what was set for it before; `Infinity`: never.
 * One timer serves the whole page.
 */
export function setAlarm(ring: () => void, moment: number): void {
  alarms.delete(ring);
  if (moment < Infinity) alarms.set(ring, moment);
  arm();
}

function arm(): void {
  clearTimeout(timer);
  const soonest = Math.min(...alarms.values());
  if (soonest === Infinity) return;
  timer = setTimeout(fire, Math.min(Math.max(Math.ceil(soonest - now()), 0), LONGEST_DELAY));
}

function fire(): void {
  const moment = now();
  for (const [ring, due] of [...alarms]) {
    if (due > moment) continue;
    alarms.delete(ring);
    ring();
  }
  arm();
}
