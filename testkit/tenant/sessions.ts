import { randomBytes } from 'node:crypto';
import { HttpError } from './http.js';
import type { TenantSession } from './types.js';
import type { GenerateSessionRequest } from './session-request.js';

interface StoredSession {
  sessionId: string;
  request: GenerateSessionRequest;
  mintedAt: number;
  exchangedAt: number | null;
  revoked: boolean;
}

/** The tenant's sessions. Each can be exchanged once, and revoked at any time. */
export class SessionStore {
  readonly #sessions = new Map<string, StoredSession>();
  readonly #now: () => number;
  readonly #ttlMs: number;

  constructor(now: () => number, ttlSeconds: number) {
    this.#now = now;
    this.#ttlMs = ttlSeconds * 1000;
  }

  mint(request: GenerateSessionRequest): string {
    const sessionId = randomBytes(16).toString('hex');
    this.#sessions.set(sessionId, {
      sessionId,
      request: structuredClone(request),
      mintedAt: this.#now(),
      exchangedAt: null,
      revoked: false,
    });
    return sessionId;
  }

  /** Exchanges a session and returns its request. Throws 401 if it is unknown, spent, expired or revoked. */
  exchange(sessionId: string): GenerateSessionRequest {
    const session = this.#sessions.get(sessionId);
    const state = session ? this.#stateOf(session) : 'unknown';
    if (!session || state !== 'fresh') {
      // The same message for all four, so that it does not reveal whether a guessed id has existed.
      throw new HttpError(401, 'The session is unknown, already used or expired.', {
        reason: `session ${state}`,
        sessionId,
      });
    }
    session.exchangedAt = this.#now();
    return session.request;
  }

  /** Returns whether the session exists. */
  revoke(sessionId: string): boolean {
    const session = this.#sessions.get(sessionId);
    if (session) session.revoked = true;
    return session !== undefined;
  }

  /** Whether this session, and with it its token, is revoked. An unknown session counts as revoked. */
  isRevoked(sessionId: string): boolean {
    return this.#sessions.get(sessionId)?.revoked ?? true;
  }

  clear(): void {
    this.#sessions.clear();
  }

  get all(): TenantSession[] {
    return [...this.#sessions.values()].map((session) => ({
      sessionId: session.sessionId,
      state: this.#stateOf(session),
      request: session.request,
      mintedAt: session.mintedAt,
      exchangedAt: session.exchangedAt,
    }));
  }

  #stateOf({ revoked, exchangedAt, mintedAt }: StoredSession): TenantSession['state'] {
    if (revoked) return 'revoked';
    if (exchangedAt !== null) return 'spent';
    return this.#now() - mintedAt >= this.#ttlMs ? 'expired' : 'fresh';
  }
}
