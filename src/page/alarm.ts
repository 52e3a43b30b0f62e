import { outsideZones } from '../shared/outside-zones.js';
import { elapsedClock } from './elapsed-clock.js';

/**
 * Timers stand still while the machine sleeps, and no event reports every wake-up, so the clock is read every minute.
 * (`setTimeout` supports no delay over 2^31-1 ms: a longer one fires at once.)
 */
const LONGEST_DELAY = 60_000;

const alarms = new Map<() => void, number>();
let clock: (() => number) | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** The earliest alarm; the timer may fire before it (see `LONGEST_DELAY`). */
let armed = Infinity;

/** The page's clock, in milliseconds; it never runs backwards. */
export function now(): number {
  clock ??= elapsedClock();
  return clock();
}

/**
 * Calls `ring` once, at or after `moment` (as `now()` counts). Replaces its previous alarm; `Infinity` cancels it. The whole
 * page shares one timer.
 */
export function setAlarm(ring: () => void, moment: number): void {
  if (moment < Infinity) alarms.set(ring, moment);
  else if (!alarms.delete(ring)) return;
  // A timer that fires too early costs less than a look at all alarms at every change. An overdue timer stood still while the
  // machine slept.
  if (moment < armed || (armed <= now() && alarms.size)) arm(Math.min(...alarms.values()));
  else if (!alarms.size) disarm();
}

function disarm(): void {
  clearTimeout(timer);
  armed = Infinity;
}

function arm(moment: number): void {
  disarm();
  armed = moment;
  const delay = Math.min(Math.max(Math.ceil(moment - now()), 0), LONGEST_DELAY);
  timer = outsideZones(() => setTimeout(fire, delay));
}

function fire(): void {
  const moment = now();
  armed = Infinity;
  for (const [ring, due] of [...alarms]) {
    if (due > moment) continue;
    alarms.delete(ring);
    ring();
  }
  const soonest = Math.min(...alarms.values());
  if (soonest < armed) arm(soonest);
}
