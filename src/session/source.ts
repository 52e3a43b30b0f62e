import { CubeEmbedError } from '../shared/errors.js';
import { fieldsOf } from '../shared/fields.js';
import { isSeen } from '../shared/seen.js';
import { KEEP_ANSWER } from './timing.js';

/** Cube's three embeds. */
export type Surface = 'dashboard' | 'chat' | 'app';

/** Why a session is needed: the first load, a new frame, a token that expires, or another attempt after a failure. */
export type SessionReason = 'initial' | 'reload' | 'renewal' | 'retry';

/** The argument of a `FetchSession`. */
export interface SessionContext {
  /** Which of Cube's embeds the session is for. */
  surface: Surface;
  /** The dashboard's public id; on a dashboard only. */
  dashboardId?: string | undefined;
  /** The element's `deployment-id`, where it has one. */
  deploymentId?: string | undefined;
  /** Why the session is needed. */
  reason: SessionReason;
  /** 1 for the first call, 2 for the first retry, and so on. */
  attempt: number;
  /** Aborts on removal, after 30 s, and when something newer replaces the call. */
  signal: AbortSignal;
}

/**
 * Gets a session from the host's backend, which asks Cube with the API key. Each call must return a new id (Cube's sessions
 * are single-use). A rejection is retried; reject with `SessionDeniedError` to stop at once.
 */
export type FetchSession = (context: SessionContext) => Promise<string | { sessionId: string }>;

/** A session that no frame has been given yet. */
export interface Session {
  id: string;
  /** When its call began, on the machine's clock: it cannot be older. */
  since: number;
}

/** Where one element gets its sessions. */
export interface SessionSource {
  /**
   * Calls the host for a session that this page has never been given. React's StrictMode mounts an element twice in a row:
   * an answer to the first mount's call, which nobody waits for any more, serves the second one's.
   * @throws CubeEmbedError `session-invalid`, `session-reused`; and whatever the host rejects with.
   */
  fetch(fetchSession: FetchSession, context: SessionContext): Promise<Session>;
  /** Drops pending and kept answers: they belong to another embed or another viewer. */
  forget(): void;
}

/**
 * `now`: milliseconds that never run backwards. `takeAhead`: gives the session that the page has fetched for this call before, if
 * there is one; it may reject.
 */
export function createSessionSource(
  now: () => number,
  takeAhead?: (fetchSession: FetchSession, context: SessionContext) => Promise<Session> | undefined,
): SessionSource {
  /** An answer that nobody waited for any more, with the call that it answers and when that was made. */
  let spare: (Session & { fetchSession: FetchSession; asked: number }) | undefined;
  let latest: SessionContext | undefined;
  return {
    async fetch(fetchSession, context) {
      const kept = spare;
      const asked = now();
      spare = undefined;
      latest = context;
      const isFirst = context.reason === 'initial';
      if (kept?.fetchSession === fetchSession && isFirst && asked < kept.asked + KEEP_ANSWER) return kept;
      const ahead = isFirst ? takeAhead?.(fetchSession, context) : undefined;
      const session = (ahead && (await unlessFailed(ahead, context))) ?? {
        id: await freshSession(fetchSession, context),
        since: asked,
      };
      // Not when a newer call has replaced this one.
      if (context.signal.aborted && latest === context) spare = { ...session, fetchSession, asked };
      return session;
    },
    forget() {
      spare = latest = undefined;
    },
  };
}

/** A call ahead that has failed is made anew, unless nobody waits for it any more. */
function unlessFailed(ahead: Promise<Session>, { signal }: SessionContext): Promise<Session | undefined> {
  return ahead.catch((reason: unknown) => {
    if (signal.aborted) throw reason;
    return undefined;
  });
}

/**
 * Calls the host and lets through only a session id that this page has never been given.
 * @throws CubeEmbedError `session-invalid`, `session-reused`; and whatever the host rejects with.
 */
export async function freshSession(fetchSession: FetchSession, context: SessionContext): Promise<string> {
  const answer: unknown = await fetchSession(context);
  const id = typeof answer === 'string' ? answer : fieldsOf(answer).sessionId;
  const session = typeof id === 'string' ? id.trim() : '';
  // Spaces, quotes and braces: a whole answer as text, an error page, an id in quotes.
  if (!/^[^\s"'`<>{}]+$/.test(session)) {
    throw new CubeEmbedError('session-invalid', 'The answer is not { "sessionId": "…" } with a plain id.');
  }
  if (isSeen(session)) {
    throw new CubeEmbedError(
      'session-reused',
      'This session was given before: make a new one for every call.',
    );
  }
  return session;
}
