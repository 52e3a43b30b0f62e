import { elapsedClock } from '../session/elapsed.js';

/**
 * Timers stand still while the machine sleeps, and waking is not always told: the clock is looked at every minute.
 * (`setTimeout` keeps no delay over 2^31-1 ms: a longer one fires at once.)
 */
const LONGEST_DELAY = 60_000;

const alarms = new Map<() => void, number>();
let clock: (() => number) | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** When the timer is to ring; it may ring earlier (see `LONGEST_DELAY`). */
let armed = Infinity;

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
  // A timer that rings for nobody costs less than a look at all alarms at every change. One that is overdue stood still
  // while the machine slept.
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
  timer = setTimeout(fire, Math.min(Math.max(Math.ceil(moment - now()), 0), LONGEST_DELAY));
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
