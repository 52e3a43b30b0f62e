import type { ActionQueue } from '../frame/actions.js';
import { actionMessage } from '../frame/actions.js';
import { embedUrl } from '../frame/embed-url.js';
import type { CubeEventPayloads } from '../frame/events.js';
import { readEvent } from '../frame/events.js';
import type { Frames, FrameSlot } from '../frame/frames.js';
import { endPreload } from '../frame/preload.js';
import { isOnline, isPrerendering, isVisible } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { tell } from '../page/console.js';
import { hasProof, prove } from '../page/tenants.js';
import { takeTurn } from '../page/turns.js';
import type { SessionMachine } from '../session/machine.js';
import type { CubeEmbedError } from '../session/errors.js';
import { toEmbedError } from '../session/errors.js';
import { createSessionSource } from '../session/source.js';
import type { Renewal, World } from '../session/world.js';
import type { EmbedHost } from './embed-controller.js';
import { relay } from './relay.js';
import type { Settings } from './settings.js';

const DOCS = 'https://cube-embed.github.io/cube-embed/errors#';

/** What the machine's world is made of. */
export interface WorldParts {
  host: Pick<EmbedHost, 'element' | 'emit' | 'changed'>;
  frames: Frames;
  actions: ActionQueue;
  machine: () => SessionMachine;
  /** The element's settings as they are now; there are some before the machine starts. */
  settings: () => Settings;
  /** The window that the element is in. */
  view: () => Window;
}

/** What the machine sees of an element and its page, and what the page's messages tell the machine. */
export interface EmbedWorld extends World {
  /** How a renewal is first tried. */
  readonly renewal: Renewal;
  /** Takes a message, if it is from this element's frames and its tenant. Returns whether it is from one of the frames. */
  hear(event: MessageEvent): boolean;
  /** No session asked for so far is used any more: the host wants another, maybe another viewer's. */
  forget(): void;
}

export function createEmbedWorld({ host, frames, actions, machine, settings, view }: WorldParts): EmbedWorld {
  /** What each frame has said in its `ready`. */
  const greetings: { [slot in FrameSlot]?: CubeEventPayloads['ready'] | undefined } = {};
  const source = createSessionSource(now);
  let logged = '';

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
    get tenantTakesSession() {
      return hasProof(settings().target.base.origin);
    },
    proveTenant() {
      prove(settings().target.base.origin);
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
      frames.load(embedUrl(settings().target, session), settings().frame, (slot, isError) => {
        machine().loaded(slot, isError);
      });
    },
    hasPage: () => frames.hasPage(),
    promote() {
      greetings.live = greetings.next;
      frames.promote();
    },
    drop(slot) {
      if (slot === 'live') actions.down();
      frames.drop(slot);
    },
    renewInPlace(sessionId) {
      frames.post(actionMessage('set-session', { sessionId }), settings().target.base.origin);
    },
    forget() {
      source.forget();
    },
    focused: () => frames.focused,
    mayReload: (reason, cancelable) => host.emit('cube-embed-before-reload', { reason }, cancelable),
    changed() {
      host.changed();
    },
    ready(confirmed) {
      endPreload(settings().target.base.origin);
      actions.ready(confirmed);
      const { mode = null, deploymentId = null, embedTenant = null, publicId = null } = greetings.live ?? {};
      const { surface } = settings().target;
      host.emit('cube-embed-ready', { surface, confirmed, mode, deploymentId, embedTenant, publicId });
    },
    renewed(method, trigger, confirmed) {
      host.emit('cube-embed-renewed', { method, trigger, confirmed });
    },
    failed(error, fatal) {
      const line = `<${host.element.localName}> ${error.code}: ${error.message} ${DOCS}${error.code}`;
      if (fatal && line !== logged) {
        logged = line;
        tell('error', line);
      }
      host.emit('cube-embed-error', { error, fatal });
    },
    hear({ data, origin, source }) {
      const slot = frames.slotOf(source);
      if (!slot) return false;
      const message = origin === settings().target.base.origin && readEvent(data);
      if (!message) return true;
      const { word, text, greeting, events } = relay(message);
      if (greeting) greetings[slot] = greeting;
      for (const [name, detail] of events) host.emit(name, detail);
      machine().hear(slot, word, text);
      return true;
    },
  };
}
