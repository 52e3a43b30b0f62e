import { actionMessage } from '../frame/actions.js';
import { embedUrl } from '../frame/embed-url.js';
import type { CubeEventPayloads } from '../frame/events.js';
import { eventName, readEvent } from '../frame/events.js';
import type { FrameSlot } from '../frame/frames.js';
import { isOnline, isVisible } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { takeTurn } from '../page/turns.js';
import type { CubeEmbedError } from '../session/errors.js';
import { toEmbedError } from '../session/errors.js';
import { createSessionSource } from '../session/source.js';
import type { EmbedStatus, FrameWord, World } from '../session/world.js';
import type { EmbedController } from './embed-controller.js';
import type { CubeEmbedElement } from './embed-element.js';
import type { Settings } from './settings.js';

const DOCS = 'https://unpkg.com/cube-embed/docs/errors.md#';
/** Milliseconds that Cube gives a session and a token. */
const SESSION_TTL = 300_000;
const TOKEN_TTL = 86_400_000;
/** Cube's events that have a DOM event of their own. */
const RELAYED = /^(view|navigate|dashboard-loaded|download|drilldown|ai-query)$/;
const STATES = ['loading', 'ready', 'error', 'renewing'];
const WORDS: ReadonlyMap<string, FrameWord> = new Map([
  ['ready', 'ready'],
  ['session-expiring', 'expiring'],
  ['session-expired', 'expired'],
]);

/** An error of Cube's as text: short, and without what may be an id or a token. */
const redacted = (text: unknown): string =>
  typeof text === 'string' ? text.replace(/[0-9a-f]{32}|eyJ[\w.-]+/gi, '…').slice(0, 300) : '';

/** What the machine sees of an element and its page, and what the page sees of the machine. */
export interface ElementWorld extends World {
  /** A message of the page; whatever is not from this element's frames, and the tenant, is ignored. Returns which frame's it was. */
  hear(event: MessageEvent): FrameSlot | undefined;
  /** Sends the live frame a message, at the tenant's exact origin. */
  post(message: object): void;
  /** No session asked for so far is used any more: the host wants another, maybe another viewer's. */
  forget(): void;
}

/** `settings`: the element's, as they are now. */
export function createElementWorld(
  host: CubeEmbedElement,
  embed: EmbedController,
  settings: () => Settings | undefined,
): ElementWorld {
  const greetings: { [slot in FrameSlot]?: CubeEventPayloads['ready'] | undefined } = {};
  const source = createSessionSource(now);
  let status: EmbedStatus = 'idle';
  let logged = '';
  const origin = (): string | undefined => settings()?.target.base.origin;

  function post(message: object): void {
    const target = origin();
    if (target) embed.frames.post(message, target);
  }

  return {
    now,
    random: Math.random,
    get visible() {
      return isVisible();
    },
    get online() {
      return isOnline();
    },
    get sessionTtl() {
      return 1_000 * host.sessionTtl || SESSION_TTL;
    },
    get tokenTtl() {
      return 1_000 * host.tokenTtl || TOKEN_TTL;
    },
    takeTurn,
    wakeAt(moment) {
      setAlarm(embed.machine.tick, moment);
    },
    fetchSession(reason, attempt, signal) {
      const { fetchSession, target } = settings() as Settings;
      const { surface, dashboardId, deploymentId } = target;
      const since = now();
      const context = { surface, dashboardId, deploymentId, reason, attempt, signal };
      const call = source.fetch(fetchSession, context);
      const answered = (error: CubeEmbedError | null): void => {
        if (!signal.aborted) {
          host.emit('cube-embed-session', { reason, attempt, duration: now() - since, error });
        }
      };
      call.then(
        () => answered(null),
        (failure: unknown) => answered(toEmbedError(failure)),
      );
      return call;
    },
    load(session) {
      greetings.next = undefined;
      embed.frames.load(embedUrl((settings() as Settings).target, session), host.frameAttributes, () => {
        embed.machine.loaded();
      });
    },
    promote() {
      greetings.live = greetings.next;
      embed.frames.promote();
    },
    drop(slot) {
      embed.frames.drop(slot);
      if (slot === 'live') embed.actions.down();
    },
    renewInPlace(sessionId) {
      post(actionMessage('set-session', { sessionId }));
    },
    post,
    forget() {
      source.forget();
    },
    focused: () => embed.frames.focused,
    mayReload: (reason, cancelable) => host.emit('cube-embed-before-reload', { reason }, cancelable),
    changed() {
      const previous = status;
      const { renewing } = embed.machine;
      status = embed.machine.status;
      for (const state of STATES)
        host.showState(state, state === status || (state === 'renewing' && renewing));
      host.requestUpdate();
      if (status !== previous) host.emit('cube-embed-status-change', { status, previous });
    },
    ready(confirmed) {
      embed.actions.ready(confirmed);
      const { mode = null, deploymentId = null, embedTenant = null, publicId = null } = greetings.live ?? {};
      const { surface } = host;
      host.emit('cube-embed-ready', { surface, confirmed, mode, deploymentId, embedTenant, publicId });
    },
    renewed(method, trigger) {
      host.emit('cube-embed-renewed', { method, trigger });
    },
    failed(error, fatal) {
      const line = `<${host.localName}> ${error.code}: ${error.message} ${DOCS}${error.code}`;
      if (fatal && line !== logged) {
        logged = line;
        console.error(line);
      }
      host.emit('cube-embed-error', { error, fatal });
    },
    hear({ data, origin: from, source }) {
      const slot = from === origin() ? embed.frames.slotOf(source) : undefined;
      const message = slot && readEvent(data);
      if (!message) return slot;
      const name = eventName(message);
      const failure = name === 'error' ? (message.payload as CubeEventPayloads['error']) : undefined;
      const trouble = failure && (failure.fatal === true ? 'failed' : 'troubled');
      const text = redacted(failure?.message);
      if (failure) message.payload = { ...failure, message: text };
      if (name === 'ready') greetings[slot] = message.payload as CubeEventPayloads['ready'];
      host.emit('cube-embed-message', message);
      if (RELAYED.test(name)) {
        host.emit(`cube-embed-${name}` as 'cube-embed-view', message.payload as CubeEventPayloads['view']);
      }
      embed.machine.hear(slot, trouble ?? WORDS.get(name), text);
      return slot;
    },
  };
}
