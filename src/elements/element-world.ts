import { actionMessage } from '../frame/actions.js';
import { embedUrl } from '../frame/embed-url.js';
import type { CubeEventPayloads } from '../frame/events.js';
import { eventName, readEvent } from '../frame/events.js';
import type { FrameSlot } from '../frame/frames.js';
import { isOnline, isVisible } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { CubeEmbedError } from '../session/errors.js';
import type { SessionReason } from '../session/source.js';
import { freshSession } from '../session/source.js';
import type { EmbedStatus, FrameWord, RenewalMethod, RenewalTrigger, World } from '../session/world.js';
import type { EmbedController } from './embed-controller.js';
import type { CubeEmbedElement } from './embed-element.js';
import type { Settings } from './settings.js';

const DOCS = 'https://unpkg.com/cube-embed/docs/errors.md#';
/** Seconds that Cube gives a session and a token. */
const SESSION_TTL = 300;
const TOKEN_TTL = 86_400;
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
  String(text)
    .slice(0, 300)
    .replace(/[0-9a-f]{32}|eyJ[\w.-]+/gi, '…');

/** What the machine sees of an element and its page, and what the page sees of the machine. */
export class ElementWorld implements World {
  settings: Settings | undefined;
  readonly #host: CubeEmbedElement;
  readonly #embed: EmbedController;
  readonly #greetings: { [slot in FrameSlot]?: CubeEventPayloads['ready'] | undefined } = {};
  #status: EmbedStatus = 'idle';
  #logged = '';

  constructor(host: CubeEmbedElement, embed: EmbedController) {
    this.#host = host;
    this.#embed = embed;
  }

  readonly now = now;
  readonly random = Math.random;

  get visible(): boolean {
    return isVisible();
  }

  get online(): boolean {
    return isOnline();
  }

  get sessionTtl(): number {
    return seconds(this.#host.sessionTtl, SESSION_TTL);
  }

  get tokenTtl(): number {
    return seconds(this.#host.tokenTtl, TOKEN_TTL);
  }

  wakeAt(moment: number): void {
    setAlarm(this.#embed.machine.tick, moment);
  }

  fetchSession(reason: SessionReason, attempt: number, signal: AbortSignal): Promise<string> {
    const { fetchSession, target } = this.settings as Settings;
    const { surface, dashboardId, deploymentId } = target;
    return freshSession(fetchSession, { surface, dashboardId, deploymentId, reason, attempt, signal });
  }

  load(session: string): void {
    const { target } = this.settings as Settings;
    delete this.#greetings.next;
    this.#embed.frames.load(embedUrl(target, session), this.#host.frameAttributes, () => {
      this.#embed.machine.loaded();
    });
  }

  promote(): void {
    this.#greetings.live = this.#greetings.next;
    this.#embed.frames.promote();
  }

  drop(slot: FrameSlot): void {
    this.#embed.frames.drop(slot);
    if (slot === 'live') this.#embed.actions.down();
  }

  renewInPlace(sessionId: string): void {
    this.post(actionMessage('set-session', { sessionId }));
  }

  /** To the live frame, at the tenant's exact origin. */
  post(message: object): void {
    const origin = this.settings?.target.base.origin;
    if (origin) this.#embed.frames.post(message, origin);
  }

  focused(): boolean {
    return this.#embed.frames.focused;
  }

  mayReload(reason: RenewalTrigger, cancelable: boolean): boolean {
    return this.#host.emit('cube-embed-before-reload', { reason }, cancelable);
  }

  changed(): void {
    const { status, renewing } = this.#embed.machine;
    const previous = this.#status;
    this.#status = status;
    for (const state of STATES)
      this.#host.showState(state, state === status || (state === 'renewing' && renewing));
    this.#host.requestUpdate();
    if (status !== previous) this.#host.emit('cube-embed-status-change', { status, previous });
  }

  ready(confirmed: boolean): void {
    this.#embed.actions.ready(confirmed);
    const {
      mode = null,
      deploymentId = null,
      embedTenant = null,
      publicId = null,
    } = this.#greetings.live ?? {};
    const { surface } = this.#host;
    this.#host.emit('cube-embed-ready', { surface, confirmed, mode, deploymentId, embedTenant, publicId });
  }

  renewed(method: RenewalMethod, trigger: RenewalTrigger): void {
    this.#host.emit('cube-embed-renewed', { method, trigger });
  }

  failed(error: CubeEmbedError, fatal: boolean): void {
    const line = `<${this.#host.localName}> ${error.code}: ${error.message} ${DOCS}${error.code}`;
    if (fatal && line !== this.#logged) {
      this.#logged = line;
      console.error(line);
    }
    this.#host.emit('cube-embed-error', { error, fatal });
  }

  /** A message of the page; whatever is not from this element's frames, and the tenant, is ignored. */
  hear({ data, origin, source }: MessageEvent): void {
    const slot = this.#embed.frames.slotOf(source);
    const message = slot && origin === this.settings?.target.base.origin && readEvent(data);
    if (!slot || !message) return;
    const name = eventName(message);
    const payload = message.payload as CubeEventPayloads['error'];
    const failed = name === 'error' && payload.fatal === true;
    if (name === 'ready') this.#greetings[slot] = message.payload as CubeEventPayloads['ready'];
    this.#host.emit('cube-embed-message', message);
    if (RELAYED.test(name))
      this.#host.emit(
        `cube-embed-${name}` as 'cube-embed-view',
        message.payload as CubeEventPayloads['view'],
      );
    if (name === 'error' && !failed) {
      this.failed(new CubeEmbedError('embed-error', redacted(payload.message)), false);
    }
    this.#embed.machine.hear(slot, failed ? 'failed' : WORDS.get(name), redacted(payload.message));
  }
}

/** Milliseconds of a number of seconds; what is no such number is the default. */
function seconds(value: number | undefined, fallback: number): number {
  return 1_000 * (value !== undefined && value > 0 ? value : fallback);
}
