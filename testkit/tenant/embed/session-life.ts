import type { PageConfig } from '../page-shell.js';
import { CredentialError, exchangeSession } from './credential.js';
import type { Credential } from './credential.js';
import { createTrustWatch } from './trust-watch.js';

/** A page's session from its exchange to its end, renewals in place included. */
export interface SessionLife {
  /** Exchanges the session of the URL, once. */
  begin(sessionId: string | null): Promise<void>;
  /** Exchanges another session in place; what comes too late to matter is dropped. */
  renew(sessionId: unknown): Promise<void>;
  /** Looks whether the token's trust has ended. */
  check(): void;
  /** Calls the tenant as {@link Credential} does; a 401 ends the session, and any failure rejects. */
  call(path: string, body?: object): Promise<Response>;
}

/** What the page does at each turn of its session's life. */
export interface SessionListener {
  onCredential(credential: Credential, how: 'begun' | 'renewed'): Promise<void>;
  onExpiring(): void;
  /** `refused`: the tenant said no, and did not just let the token grow old. */
  onExpired(refused: boolean): void;
  /** The session could not be exchanged for another reason than a refusal. */
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
        // A renewal may have overtaken the call: then its 401 says nothing of the new token.
        if (error instanceof CredentialError && error.refused && asked === credential)
          listener.onExpired(true);
        throw error;
      }
    },
  };
}
