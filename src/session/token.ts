/** What is known of the token that the live frame made from its session. Moments are on the machine's clock. */
export interface Token {
  /** When its frame was given its first session. */
  up: number;
  /** When its frame was given its latest session. */
  handed: number;
  /** The earliest moment at which the token can have begun: of the latest session that the frame is known to have taken. */
  since: number;
  /** From 0 to just under 1: where in the token's last twenty-fourth the renewal falls. */
  jitter: number;
  /** The frame has said that it is ready. */
  confirmed: boolean;
  /** The frame has shown that it understands `set-session`. */
  takesSession?: boolean;
  /** Its frame replaced one that failed. */
  recovery: boolean;
  /** The frame has said that the token is expired. */
  expired?: boolean;
  /** Its page loads itself anew again and again, and is left alone. */
  restless?: boolean;
  /** How the latest session was handed over in place, if it was. */
  trial?: Trial;
  /**
   * After a hand-over to an expired token, an error of the frame may still be about that: for so many more looks of the
   * machine, the latest at `looked`. The machine does not look while it sleeps, when the frame can send nothing either, nor
   * while the page is hidden or offline.
   */
  looks?: number;
  looked?: number;
}

/**
 * What was known when a session was handed over in place, which no embed acknowledges. For a while, what the frame says may
 * still be about the token before it.
 * `alive`: that token was valid, or the frame has said `ready` since then.
 * `over`: the frame had said that it was expired.
 * `unsaid`: it was expired by the clock, and the frame's own word of that may come late.
 * `unproven`: it was valid, and the frame has not shown that it understands `set-session`: the token before it still counts.
 */
type Trial = 'alive' | 'over' | 'unsaid' | 'unproven';

/** When the token expires; `ttl` in milliseconds, like all here. */
export function endOf(token: Token, ttl: number): number {
  return token.expired ? 0 : token.since + ttl;
}

/**
 * When to renew the token: in the first half of its last twenty-fourth; the other half is for retries. After an unproven
 * hand-over, at its end.
 */
export function renewalOf({ since, jitter, trial }: Token, ttl: number): number {
  return trial === 'unproven' ? since + ttl : since + (ttl * (23 + jitter / 2)) / 24;
}

/** The token of a frame that was given its session at `handed`. */
export function newToken(handed: number, jitter: number, confirmed: boolean, recovery: boolean): Token {
  return { up: handed, handed, since: handed, jitter, confirmed, recovery };
}

/** The token after another session was handed over in place. `alive`: the one before it is valid. */
export function renewedToken(token: Token, handed: number, jitter: number, alive: boolean): Token {
  if (alive && !token.takesSession) return { ...token, handed, trial: 'unproven' };
  const trial = alive ? 'alive' : token.expired ? 'over' : 'unsaid';
  return {
    ...token,
    handed,
    since: handed,
    jitter,
    trial,
    expired: false,
    looks: alive ? 0 : 2,
    looked: handed,
  };
}

/** The frame has shown that it understands `set-session`: the session that it was given counts. */
export function prove(token: Token): void {
  token.takesSession = true;
  if (token.trial !== 'unproven') return;
  token.trial = 'alive';
  token.since = token.handed;
}
