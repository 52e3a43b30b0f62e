import type { ActionQueue } from '../frame/actions.js';
import { actionMessage } from '../frame/actions.js';
import { embedAddress } from '../frame/embed-url.js';
import type { CubeEventPayloads } from '../frame/events.js';
import { readEvent } from '../frame/events.js';
import type { Place } from '../frame/place.js';
import { createRedactor } from '../frame/redact.js';
import type { Frames, FrameSlot } from '../frame/frames.js';
import { endPreload } from '../frame/preload.js';
import { isOnline, isPrerendering, isVisible } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { tell, warnOnce } from '../page/console.js';
import { hasProof, prove } from '../page/tenants.js';
import { takeTurn } from '../page/turns.js';
import type { SessionMachine } from '../session/machine.js';
import { CubeEmbedError, toEmbedError } from '../shared/errors.js';
import { createSessionSource } from '../session/source.js';
import type { Renewal, World } from '../session/world.js';
import type { EmbedHost } from './embed-controller.js';
import { relay } from './relay.js';
import type { Settings } from './settings.js';

const DOCS = 'https://cube-embed.github.io/cube-embed/errors#';

/** How long a frame that is to be shown may take to go where the viewer is, in milliseconds. */
const RETURN = 2_000;
/** What the machine's world is made of. */
export interface WorldParts {
  host: Pick<EmbedHost, 'element' | 'emit' | 'changed'>;
  frames: Frames;
  actions: ActionQueue;
  place: Place;
  machine: () => SessionMachine;
  /** The element's settings as they are now; there are some before the machine starts. */
  settings: () => Settings;
  /** The window that the element is in. */
  view: () => Window;
  /** Why nothing begins by itself, if the viewer has signed out. */
  signedOut: () => CubeEmbedError | undefined;
}

/** What the machine sees of an element and its page, and what the page's messages tell the machine. */
export interface EmbedWorld extends World {
  /** How a renewal is first tried. */
  readonly renewal: Renewal;
  /** Takes a message, if it is from this element's frames and its tenant. Returns whether it is from one of the frames. */
  hear(event: MessageEvent): boolean;
  /** No session asked for so far is used any more: the host wants another. */
  forget(): void;
  /** Forgets what the frames were given and have said: it is about another viewer. */
  forgetViewer(): void;
}

export function createEmbedWorld(parts: WorldParts): EmbedWorld {
  const { host, frames, actions, place, machine, settings, view, signedOut } = parts;
  /** What each frame has said in its `ready`. */
  let greetings: { [slot in FrameSlot]?: CubeEventPayloads['ready'] | undefined } = {};
  const source = createSessionSource(now);
  let redactor = createRedactor();
  let logged = '';
  /** The next frame has said `ready`, and is on its way to the page where the viewer is. */
  let isReturning = false;

  const tenant = (): string => settings().target.base.origin;
  const warn = (text: string): void => {
    warnOnce(tenant(), host.element, `${text}. ${DOCS}silent`);
  };

  /** Sends a ready frame to the page where the viewer is or wants to be. Returns whether it is at another one. */
  function bringBack(slot: FrameSlot): boolean {
    const path = place.ready(slot);
    if (path !== undefined) frames.post(slot, actionMessage('navigate', { path }), tenant());
    return path !== undefined;
  }

  function returned(): void {
    setReturning(false);
    machine().hear('next', 'ready');
  }

  function setReturning(on: boolean): void {
    isReturning = on;
    setAlarm(returned, on ? now() + RETURN : Infinity);
  }

  return {
    now,
    random: Math.random,
    get visible() {
      return isVisible(view());
    },
    get online() {
      return isOnline(view());
    },
    get sessionTtl() {
      return settings().sessionTtl;
    },
    get tokenTtl() {
      return settings().tokenTtl;
    },
    get prerendering() {
      return isPrerendering(view());
    },
    get source() {
      return settings().fetchSession;
    },
    get supportsSetSession() {
      return hasProof(tenant());
    },
    markSupported() {
      prove(tenant());
    },
    get renewal() {
      return settings().renewal;
    },
    takeTurn,
    wakeAt(moment) {
      setAlarm(machine().tick, moment);
    },
    fetchSession(reason, attempt, signal) {
      const { fetchSession, target } = settings();
      const { surface, dashboardId, deploymentId } = target;
      const since = now();
      const call = source.fetch(fetchSession, {
        surface,
        dashboardId,
        deploymentId,
        reason,
        attempt,
        signal,
      });
      const answered = (error: CubeEmbedError | null): void => {
        if (signal.aborted) return;
        host.emit('cube-embed-session', { reason, attempt, duration: now() - since, error });
      };
      call.then(
        () => {
          answered(null);
        },
        (failure: unknown) => {
          answered(toEmbedError(failure));
        },
      );
      return call;
    },
    load(session) {
      greetings.next = undefined;
      setReturning(false);
      place.load();
      redactor.add(session);
      const { url, carried } = embedAddress(settings().target, session);
      actions.load(carried);
      frames.load(url, settings().frame, (slot, isError) => {
        machine().loaded(slot, isError);
      });
    },
    hasPage: () => frames.hasPage(),
    get blocked() {
      if (!frames.blocked) return undefined;
      const message = `The page's Content-Security-Policy blocks the embed. Add ${tenant()} to its frame-src.`;
      return new CubeEmbedError('invalid-config', message);
    },
    promote() {
      greetings.live = greetings.next;
      setReturning(false);
      place.promote();
      frames.promote();
    },
    drop(slot) {
      if (slot === 'next') setReturning(false);
      else {
        actions.down();
        place.down();
      }
      frames.drop(slot);
    },
    renewInPlace(sessionId) {
      redactor.add(sessionId);
      frames.post('live', actionMessage('set-session', { sessionId }), tenant());
    },
    forget() {
      source.forget();
    },
    forgetViewer() {
      source.forget();
      redactor = createRedactor();
      greetings = {};
    },
    focused: () => frames.focused,
    mayReload: (trigger, cancelable) =>
      host.emit('cube-embed-before-reload', { reason: trigger }, cancelable),
    changed() {
      host.changed();
    },
    ready(confirmed) {
      endPreload(tenant());
      bringBack('live');
      actions.ready(confirmed);
      if (!confirmed) warn('the embed sends no messages');
      const { mode = null, deploymentId = null, embedTenant = null, publicId = null } = greetings.live ?? {};
      const { surface } = settings().target;
      host.emit('cube-embed-ready', { surface, confirmed, mode, deploymentId, embedTenant, publicId });
    },
    renewed(method, trigger, confirmed) {
      host.emit('cube-embed-renewed', { method, trigger, confirmed });
    },
    failed(error, fatal) {
      // The host has signed the viewer out itself: its monitoring would report a fault.
      if (error === signedOut()) return;
      const line = `${error.code}: ${error.message} ${DOCS}${error.code}`;
      if (fatal && line !== logged) {
        logged = line;
        tell('error', host.element, line);
      }
      host.emit('cube-embed-error', { error, fatal });
    },
    hear({ data, origin, source }) {
      const slot = frames.slotOf(source);
      if (!slot) return false;
      const message = readEvent(data);
      if (!message) return true;
      if (origin !== tenant()) {
        warn(`the embed is at ${origin}, base-url at ${tenant()}`);
        return true;
      }
      const { word, text, greeting, path, events } = relay(redactor.hide(message));
      if (greeting) greetings[slot] = greeting;
      if (word === 'fatal') place.forget();
      const isThere = settings().target.surface !== 'chat' && place.hear(slot, path);
      const mustReturn =
        word === 'ready' && slot === 'next' && machine().status === 'ready' && bringBack(slot);
      if (mustReturn) setReturning(true);
      for (const [name, detail] of events) host.emit(name, detail);
      // A listener may have replaced the frame.
      const present = frames.slotOf(source);
      if (present) machine().hear(present, mustReturn ? undefined : word, text);
      if (isReturning && isThere && present === 'next') returned();
      return true;
    },
  };
}
