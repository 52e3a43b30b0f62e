import { endPreload } from '../frame/preload.js';
import { isOnline, isPrerendering, isVisible } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { DOCS, tell } from '../page/console.js';
import { inNextTask } from '../page/task.js';
import { markSupported, sendsMessages, supportsSetSession } from '../page/tenants.js';
import { takeTurn } from '../page/turns.js';
import { CubeEmbedError, toEmbedError } from '../shared/errors.js';
import type { Session, SessionContext, SessionReason, SessionSource } from '../session/source.js';
import type { World } from '../session/world.js';
import type { EmbedConnection } from './connection.js';
import type { Emit } from './embed.js';
import type { LoadTiming } from './load-timing.js';
import { LoadTimer, NO_TIME } from './load-timing.js';
import type { Settings } from './settings.js';

/** What the session's world is made of. */
export interface WorldParts {
  readonly element: Element;
  readonly connection: EmbedConnection;
  readonly sessions: SessionSource;
  /** The embed's settings as they are now; there are some before its session starts. */
  readonly settings: Settings;
  /** The window that the embed works in. */
  readonly view: Window;
  /** Whether an element holds the embed. */
  readonly isSeen: boolean;
  /** Why nothing begins by itself, if the viewer has signed out. */
  readonly signedOut: CubeEmbedError | undefined;
  readonly emit: Emit;
  /** Something is due in the session. */
  readonly tick: () => void;
  /** `status`, `renewing` or `error` has changed. */
  changed(): void;
}

/** What an embed's session sees of its frames, its page and its host. */
export function createWorld(parts: WorldParts): World {
  const { connection, tick } = parts;
  const { frames } = connection;
  const timer = new LoadTimer();
  let logged = '';

  return {
    now,
    random: Math.random,
    takeTurn,
    get visible() {
      return parts.isSeen && isVisible(parts.view);
    },
    get online() {
      return isOnline(parts.view);
    },
    get prerendering() {
      return isPrerendering(parts.view);
    },
    get sessionTtl() {
      return parts.settings.sessionTtl;
    },
    get tokenTtl() {
      return parts.settings.tokenTtl;
    },
    get source() {
      return parts.settings.fetchSession;
    },
    get renewal() {
      return parts.settings.renewal;
    },
    get supportsSetSession() {
      return supportsSetSession(connection.tenant);
    },
    get sendsMessages() {
      return sendsMessages(connection.tenant, parts.settings.target.surface);
    },
    markSupported() {
      markSupported(connection.tenant);
    },
    wakeAt(moment) {
      setAlarm(tick, moment);
    },
    fetchSession(reason, attempt, signal) {
      if (attempt === 1) timer.begin();
      return fetchSession(parts, { reason, attempt, signal });
    },
    load(session) {
      timer.sessionCame();
      connection.load(session);
    },
    hasPage: () => frames.hasPage(),
    get mayBeStopped() {
      return frames.mayBeStopped;
    },
    nextTask: inNextTask,
    get blocked() {
      if (!frames.blocked) return undefined;
      const message = `The page's Content-Security-Policy blocks the embed. Add ${connection.tenant} to its frame-src.`;
      return new CubeEmbedError('invalid-config', message);
    },
    promote() {
      connection.promote();
    },
    drop(slot) {
      connection.drop(slot);
    },
    renewInPlace(session) {
      connection.renewInPlace(session);
    },
    focused: () => frames.focused,
    mayReload: (trigger, cancelable) => parts.emit('cube-embed-before-reload', { trigger }, cancelable),
    changed() {
      parts.changed();
    },
    ready(confirmed, again) {
      endPreload(connection.tenant);
      connection.ready(confirmed);
      announceReady(parts, confirmed, timer.end(), again);
    },
    renewed(method, trigger, confirmed) {
      parts.emit('cube-embed-renewed', { method, trigger, confirmed });
    },
    failed(error, fatal) {
      // The host has signed the viewer out itself: its monitoring would report a fault.
      if (error === parts.signedOut) return;
      const line = `${error.code}: ${error.message} ${DOCS}${error.code}`;
      if (fatal && line !== logged) {
        logged = line;
        tell('error', parts.element, line);
      }
      parts.emit('cube-embed-error', { error, fatal });
    },
  };
}

/** Tells the host that the embed is ready. Without a `timing`, it was kept and has been another element's before. */
export function announceReady(
  { connection, settings, emit }: Pick<WorldParts, 'connection' | 'settings' | 'emit'>,
  confirmed: boolean,
  timing?: LoadTiming,
  again?: true,
): void {
  const { surface } = settings.target;
  const { greeting } = connection.frames.live ?? {};
  const { mode = null, deploymentId = null, embedTenant = null, publicId = null } = greeting ?? {};
  emit('cube-embed-ready', {
    surface,
    confirmed,
    mode,
    deploymentId,
    embedTenant,
    publicId,
    kept: !timing,
    timing: timing ?? NO_TIME,
    ...(again && { again }),
  });
}

/** Calls the host for a session, and tells the host how that ended. */
function fetchSession(
  { settings, sessions, emit }: WorldParts,
  call: Pick<SessionContext, 'attempt' | 'signal'> & { reason: SessionReason },
): Promise<Session> {
  const { surface, dashboardId, deploymentId } = settings.target;
  const { reason, attempt, signal } = call;
  const since = now();
  const answer = sessions.fetch(settings.fetchSession, { surface, dashboardId, deploymentId, ...call });
  const ended = (error: CubeEmbedError | null): void => {
    if (!signal.aborted) emit('cube-embed-session', { reason, attempt, duration: now() - since, error });
  };
  answer.then(
    () => {
      ended(null);
    },
    (failure: unknown) => {
      ended(toEmbedError(failure));
    },
  );
  return answer;
}
