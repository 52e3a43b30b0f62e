import { TRIAL } from './timing.js';

/** What is known of the token that the live frame made of its session. Moments are on the machine's clock. */
export interface Token {
  /** When its session was handed over: the earliest moment at which the token can have begun. */
  since: number;
  /** From 0 to just under 1: where in its share of the last twenty-fourth the renewal falls. */
  jitter: number;
  /** The frame has said that it is up. */
  confirmed: boolean;
  /** The frame has shown that it understands `set-session`. */
  takesSession: boolean;
  /** It came by `set-session`, which nobody is known to acknowledge. */
  inPlace: boolean;
  /** The one before it was over by then, and nothing has shown yet that the frame took it. */
  revived?: boolean;
  /** That was known by the clock alone: the frame's own word of it may yet come, and be about the old one. */
  lagging?: boolean;
  /** The frame has said that it is over. */
  expired: boolean;
}

/** When it ends; `ttl` in milliseconds, like all here. */
export function endOf(token: Token, ttl: number): number {
  return token.expired ? 0 : token.since + ttl;
}

/** When to renew it: in the first half of its last twenty-fourth, for the other half is for retries. */
export function renewalOf(token: Token, ttl: number): number {
  return token.since + (ttl * (23 + token.jitter / 2)) / 24;
}

/** Whether it was handed over only just now. */
export function isNew(token: Token, ttl: number, now: number): boolean {
  return now < token.since + Math.min(TRIAL, ttl / 24);
}
