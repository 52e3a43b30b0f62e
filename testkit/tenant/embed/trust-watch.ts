/** Watches the end of a token's trust; ask it whenever the time may have passed. */
export interface TrustWatch {
  /** Starts over with a token that expires then, in milliseconds since 1970. */
  renew(expiresAt: number): void;
  /** Looks at the time, and calls back for what has come due since the last look: the notice first, then the end. */
  check(): void;
}

/** Makes a watch whose callbacks run at most once for each token; both at one look when the time has jumped. */
export function createTrustWatch(options: {
  now(): number;
  /** How much before the token's expiry the trust ends. */
  marginMs: number;
  /** How much before that end the notice comes. */
  noticeMs: number;
  onExpiring(): void;
  onExpired(): void;
}): TrustWatch {
  let end = Infinity;
  let noticed = false;
  let ended = false;
  return {
    renew(expiresAt) {
      end = expiresAt - options.marginMs;
      noticed = ended = false;
      this.check();
    },
    check() {
      const left = end - options.now();
      if (!noticed && left <= options.noticeMs) {
        noticed = true;
        options.onExpiring();
      }
      if (!ended && left <= 0) {
        ended = true;
        options.onExpired();
      }
    },
  };
}
