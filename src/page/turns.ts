import { now } from './alarm.js';

/** Milliseconds between two renewals of a page: at most 20 begin in a second. */
const SPACING = 50;

let last = -Infinity;

/**
 * Milliseconds until the caller's turn, 0 for the first. Tokens of frames that loaded together expire together, so their
 * renewals are spread to protect the host's backend.
 */
export function takeTurn(moment = now()): number {
  last = Math.max(last + SPACING, moment);
  return last - moment;
}
