import { CubeEmbedError } from './errors.js';

/** Cube's three embeds. */
export type Surface = 'dashboard' | 'chat' | 'app';

/** Why a session is needed: first load, a new frame, a token running out, or another go after a failure. */
export type SessionReason = 'initial' | 'reload' | 'renewal' | 'retry';

/** What a `FetchSession` is told. */
export interface SessionContext {
  /** Which of Cube's embeds the session is for. */
  surface: Surface;
  /** The dashboard's public id; on a dashboard only. */
  dashboardId?: string | undefined;
  /** The element's `deployment-id`, where it has one. */
  deploymentId?: string | undefined;
  /** Why the session is needed. */
  reason: SessionReason;
  /** 1, 2, … within one need for a session. */
  attempt: number;
  /** Aborts on removal, after 30 s, and when something newer replaces the call. */
  signal: AbortSignal;
}

/**
 * The host's way to a session: asks its backend, which asks Cube with the API key. Each call must give a new id
 * (Cube's sessions are single-use). A rejection is retried; `SessionDeniedError` ends it at once.
 */
export type FetchSession = (context: SessionContext) => Promise<string | { sessionId: string }>;

/** Ids this page has been given. Page-wide: a host that caches the id hands one to two elements. */
const seen = new Set<string>();

/**
 * Calls the host and lets through only a session id that this page has never been given.
 * @throws CubeEmbedError `session-invalid`, `session-reused`; and whatever the host rejects with.
 */
export async function freshSession(fetchSession: FetchSession, context: SessionContext): Promise<string> {
  const answer: unknown = await fetchSession(context);
  const id = typeof answer === 'string' ? answer : (answer as { sessionId?: unknown } | null)?.sessionId;
  if (typeof id !== 'string' || !id.trim()) {
    throw new CubeEmbedError('session-invalid', 'The answer is not { "sessionId": "…" }.');
  }
  if (seen.has(id)) {
    throw new CubeEmbedError(
      'session-reused',
      'This session was given before: make a new one for every call.',
    );
  }
  seen.add(id);
  return id;
}
