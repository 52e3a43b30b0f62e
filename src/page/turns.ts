import { now } from './alarm.js';

/** So many renewals of one page begin in a second, at the most: 20. */
const SPACING = 50;

let last = -Infinity;

/**
 * Milliseconds until it is the caller's turn: frames that came up together run out together, and their host's backend
 * shall not feel it. The first of a crowd goes at once.
 */
export function takeTurn(moment = now()): number {
  last = Math.max(last + SPACING, moment);
  return last - moment;
}
