import type { PageConfig } from '../page-shell.js';
import { CredentialError, exchangeSession } from './credential.js';
import type { Credential } from './credential.js';
import { createTrustWatch } from './trust-watch.js';

/** A page's session, from its exchange to its expiry, including renewals in place. */
export interface SessionLife {
  /** Exchanges the session of the URL, once. */
  begin(sessionId: string | null): Promise<void>;
  /** Exchanges another session in place. Ignores a result that a newer call has superseded. */
  renew(sessionId: unknown): Promise<void>;
  /** Checks whether the token has expired. */
  check(): void;
  /** Sends a request like {@link Credential}. A 401 ends the session; every failure rejects. */
  call(path: string, body?: object): Promise<Response>;
}

/** Callbacks for the changes of a session. */
export interface SessionListener {
  onCredential(credential: Credential, how: 'begun' | 'renewed'): Promise<void>;
  onExpiring(): void;
  /** `refused`: the tenant answered 401, instead of the token expiring by the clock. */
  onExpired(refused: boolean): void;
  /** The session could not be exchanged, for another reason than a 401. */
  onFailed(message: string, how: 'begun' | 'renewed'): void;
}

export function createSessionLife(
  config: PageConfig,
  now: () => number,
  listener: SessionListener,
): SessionLife {
  let credential: Credential | null = null;
  let latest = 0;
  const watch = createTrustWatch({
    now,
    marginMs: config.trustMarginMs,
    noticeMs: config.expiringNoticeMs,
    onExpiring: () => listener.onExpiring(),
    onExpired: () => listener.onExpired(false),
  });

  async function take(sessionId: unknown, how: 'begun' | 'renewed'): Promise<void> {
    const turn = (latest += 1);
    try {
      if (typeof sessionId !== 'string') throw new CredentialError(true, 'There is no session.');
      const taken = await exchangeSession(sessionId);
      if (turn !== latest) return;
      credential = taken;
      await listener.onCredential(taken, how);
      if (turn === latest) watch.renew(taken.claims.exp * 1000);
    } catch (error) {
      if (turn !== latest) return;
      if (!(error instanceof CredentialError)) throw error;
      if (error.refused) listener.onExpired(true);
      else listener.onFailed(error.message, how);
    }
  }

  return {
    begin: (sessionId) => take(sessionId, 'begun'),
    renew: (sessionId) => take(sessionId, 'renewed'),
    check: () => credential && watch.check(),
    async call(path, body) {
      if (!credential) throw new CredentialError(true, 'There is no session.');
      const asked = credential;
      try {
        return await asked.call(path, body);
      } catch (error) {
        // If a renewal has completed during the call, its 401 does not apply to the new token.
        if (error instanceof CredentialError && error.refused && asked === credential)
          listener.onExpired(true);
        throw error;
      }
    },
  };
}
