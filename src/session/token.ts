/** What is known of the token that the live frame made from its session. Moments are on the machine's clock. */
export interface Token {
  /** When the frame was given its first session. */
  readonly frameSince: number;
  /** When the frame was given its latest session. */
  readonly handedAt: number;
  /** The earliest moment at which the token can have begun: of the latest session that the frame is known to have taken. */
  readonly since: number;
  /** From 0 to just under 1: where in the token's last twenty-fourth the renewal falls. */
  readonly jitter: number;
  /** The frame has sent `ready`. */
  readonly confirmed: boolean;
  /** The frame has shown that it understands `set-session`. */
  readonly supportsSetSession?: boolean;
  /** The frame replaced one that failed. */
  readonly recovery: boolean;
  /** The frame has sent `session-expired`. */
  readonly expired?: boolean;
  /** The page reloads itself again and again, and is left alone. */
  readonly reloadsItself?: boolean;
  /** What was known of the previous token when the latest session was handed over in place, if it was. */
  readonly previousToken?: PreviousToken;
  /**
   * After a hand-over to an expired token, errors may refer to that token for this many more checks of the machine, the latest
   * at `checkedAt`. The machine does not check while the page sleeps, is hidden or offline: the frame can send nothing then.
   */
  readonly checksLeft?: number;
  readonly checkedAt?: number;
}

/**
 * The token before a hand-over in place. Cube documents no acknowledgement for `set-session`, so for a while the frame's
 * messages may refer to it.
 * `valid`: it was valid, or the frame has sent `ready` since.
 * `expired`: the frame had reported its end.
 * `expired-by-clock`: its time was over, and the frame's report may come late.
 * `in-use`: it was valid, and the frame has not shown that it understands `set-session`, so it still counts.
 */
type PreviousToken = 'valid' | 'expired' | 'expired-by-clock' | 'in-use';

/** When the token expires; `ttl` in milliseconds, like all here. */
export function endOf(token: Token, ttl: number): number {
  return token.expired ? 0 : token.since + ttl;
}

/**
 * When to renew the token: in the first half of its last twenty-fourth; the other half is for retries. After an unproven
 * hand-over, at its end.
 */
export function renewalOf({ since, jitter, previousToken }: Token, ttl: number): number {
  return previousToken === 'in-use' ? since + ttl : since + (ttl * (23 + jitter / 2)) / 24;
}

/** The token of a frame that was given its session at `handedAt`. */
export function newToken(handedAt: number, jitter: number, confirmed: boolean, recovery: boolean): Token {
  return { frameSince: handedAt, handedAt, since: handedAt, jitter, confirmed, recovery };
}

/** The token after another session was handed over in place. `isValid`: the previous one has not expired. */
export function renewedToken(token: Token, handedAt: number, jitter: number, isValid: boolean): Token {
  if (isValid && !token.supportsSetSession) return { ...token, handedAt, previousToken: 'in-use' };
  return {
    ...token,
    handedAt,
    since: handedAt,
    jitter,
    previousToken: isValid ? 'valid' : token.expired ? 'expired' : 'expired-by-clock',
    expired: false,
    checksLeft: isValid ? 0 : 2,
    checkedAt: handedAt,
  };
}

/** The token of a frame that has shown that it understands `set-session`: the session that it was given counts. */
export function provenToken(token: Token): Token {
  const proven = { ...token, supportsSetSession: true };
  return token.previousToken === 'in-use'
    ? { ...proven, previousToken: 'valid', since: token.handedAt }
    : proven;
}
