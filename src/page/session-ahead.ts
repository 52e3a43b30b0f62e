import type { FetchSession, Session, SessionContext } from '../session/source.js';
import { freshSession } from '../session/source.js';
import type { ViewerData } from '../shared/viewer.js';
import { holdForViewerInModule } from '../shared/viewer.js';
import { now, setAlarm } from './alarm.js';
import { defaults, watchDefaults } from './defaults.js';
import { sourceOf } from './session-source.js';

/** Which embed a session is for. */
type EmbedIds = Pick<SessionContext, 'surface' | 'dashboardId' | 'deploymentId'>;

/** A session that was fetched before an element needs it, or is being fetched. */
interface SessionAhead {
  readonly fetchSession: FetchSession;
  readonly scope: string;
  /** When its call began. */
  readonly since: number;
  readonly answer: Promise<Session>;
  readonly abort: AbortController;
}

/** Milliseconds for which a session waits for its element. Cube's expire after 5 minutes, and the embed has to load with it. */
const LIFETIME = 240_000;

let waiting: SessionAhead[] = [];
let isWatching = false;

const holder: ViewerData = {
  forgetViewer() {
    const dropped = waiting;
    waiting = [];
    return () => {
      watchClock();
      for (const { abort } of dropped) abort.abort();
    };
  },
};
holdForViewerInModule(holder);

/**
 * Fetches a session from the page's source, for the next element whose call would be the same. At most one for each embed
 * waits. A call that fails is forgotten: the element makes its own.
 * @throws CubeEmbedError `invalid-config` when `configure` names no source.
 */
export function fetchSessionAhead({ surface, dashboardId, deploymentId }: EmbedIds): void {
  const fetchSession = sourceOf({}, defaults());
  const scope = scopeOf({ surface, dashboardId, deploymentId });
  dropOld();
  if (find(fetchSession, scope)) return;
  if (!isWatching) watchDefaults(dropOthers);
  isWatching = true;
  const abort = new AbortController();
  const since = now();
  const context: SessionContext = {
    surface,
    dashboardId,
    deploymentId,
    reason: 'initial',
    attempt: 1,
    signal: abort.signal,
  };
  const answer = freshSession(fetchSession, context).then((id) => ({ id, since }));
  const session = { fetchSession, scope, since, answer, abort };
  answer.catch(() => {
    waiting = waiting.filter((each) => each !== session);
  });
  waiting.push(session);
  watchClock();
}

/** Takes out the session that was fetched for the same call, if there is one. `undefined`, or a rejection: make the call. */
export function takeSessionAhead(
  fetchSession: FetchSession,
  { signal, ...ids }: SessionContext,
): Promise<Session> | undefined {
  dropOld();
  const session = find(fetchSession, scopeOf(ids));
  if (!session) return undefined;
  waiting = waiting.filter((each) => each !== session);
  watchClock();
  signal.addEventListener('abort', () => {
    session.abort.abort();
  });
  return session.answer;
}

function scopeOf({ surface, dashboardId, deploymentId }: EmbedIds): string {
  return JSON.stringify([surface, dashboardId, deploymentId]);
}

function find(fetchSession: FetchSession, scope: string): SessionAhead | undefined {
  return waiting.find((each) => each.fetchSession === fetchSession && each.scope === scope);
}

function isOver({ since }: SessionAhead): boolean {
  return now() >= since + LIFETIME;
}

/** Drops the sessions of a source that is not the page's any more: they may be another viewer's. */
function dropOthers(): void {
  if (!waiting.length) return;
  let source: FetchSession | undefined;
  try {
    source = sourceOf({}, defaults());
  } catch {
    // There is none.
  }
  drop(({ fetchSession }) => fetchSession !== source);
}

function drop(isObsolete: (session: SessionAhead) => boolean): void {
  const dropped = waiting.filter(isObsolete);
  waiting = waiting.filter((each) => !dropped.includes(each));
  watchClock();
  for (const { abort } of dropped) abort.abort();
}

function dropOld(): void {
  drop(isOver);
}

function watchClock(): void {
  setAlarm(dropOld, Math.min(...waiting.map(({ since }) => since + LIFETIME)));
}
