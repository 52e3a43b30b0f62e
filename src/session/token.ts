/** What is known of the token that the live frame made from its session. Moments are on the machine's clock. */
export interface Token {
  /** When its frame was given its first session. */
  up: number;
  /** When its session was handed over: the earliest moment at which the token can have begun. */
  since: number;
  /** From 0 to just under 1: where in the token's last twenty-fourth the renewal falls. */
  jitter: number;
  /** The frame has said that it is ready. */
  confirmed: boolean;
  /** The frame has shown that it understands `set-session`. */
  takesSession: boolean;
  /** Its frame replaced an embed that failed. */
  recovery: boolean;
  /** The frame has said that the token is expired. */
  expired: boolean;
  /**
   * Of a token handed over in place, which no embed acknowledges: what was known of the token before it then. For a while,
   * what the frame says may still be about that one.
   * `alive`: it was valid, or the frame has said `ready` since then. `over`: the frame had said that it was expired.
   * `unsaid`: it was expired by the clock, and the frame's own word of that may come late.
   */
  prior?: 'alive' | 'over' | 'unsaid';
}

/** When the token expires; `ttl` in milliseconds, like all here. */
export function endOf(token: Token, ttl: number): number {
  return token.expired ? 0 : token.since + ttl;
}

/** When to renew the token: in the first half of its last twenty-fourth; the other half is for retries. */
export function renewalOf({ since, jitter }: Token, ttl: number): number {
  return since + (ttl * (23 + jitter / 2)) / 24;
}

/** The token of a frame that was given its session at `handed`. */
export function newToken(handed: number, jitter: number, confirmed: boolean, recovery: boolean): Token {
  return { up: handed, since: handed, jitter, confirmed, takesSession: false, recovery, expired: false };
}
