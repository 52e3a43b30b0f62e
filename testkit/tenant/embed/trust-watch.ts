/** Detects when a token is about to expire, and when it has. Call `check` whenever the time may have changed. */
export interface TrustWatch {
  /** Starts over with a token that expires at this time, in milliseconds since 1970. */
  renew(expiresAt: number): void;
  /** Calls what has become due since the last check: `onExpiring` first, then `onExpired`. */
  check(): void;
}

/** Creates a watch. Each callback runs at most once per token; both run in one check if the time has jumped. */
export function createTrustWatch(options: {
  now(): number;
  /** Time before the token's expiry at which the page stops using it. */
  marginMs: number;
  /** Time before that moment at which `onExpiring` is called. */
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
