import type { LiveSetting } from '../frame/actions.js';
import { actionMessage, createActionQueue } from '../frame/actions.js';
import { embedAddress, startPage } from '../frame/embed-url.js';
import { readEvent } from '../frame/events.js';
import { createFrames } from '../frame/frames.js';
import { createPlace } from '../frame/place.js';
import { createRedactor } from '../frame/redact.js';
import { now, setAlarm } from '../page/alarm.js';
import { DOCS, tell, warnOnce } from '../page/console.js';
import { markSpeaking } from '../page/tenants.js';
import type { FrameSlot, FrameMessage } from '../session/world.js';
import type { Emit } from './embed.js';
import { relay } from './relay.js';
import type { Settings } from './settings.js';

/** How long a new frame may take to go to the viewer's page before it is shown, in milliseconds. */
const RETURN = 2_000;
/** How long after an unconfirmed start the console warns of it, in milliseconds: a slow embed may only be late. */
const SILENCE_WARNING = 10_000;

/** What a connection needs of its embed. */
export interface ConnectionOwner {
  readonly element: Element;
  readonly root: ShadowRoot;
  readonly emit: Emit;
  /** As they are now; there are some before a frame is loaded. */
  readonly settings: Settings;
  /** The viewer sees the live frame. */
  readonly isShown: boolean;
  /** The page in a frame has loaded; `isError`: the browser says that it could not. */
  loaded(slot: FrameSlot, isError: boolean): void;
  /** A frame has sent a message. */
  message(slot: FrameSlot, kind: FrameMessage | undefined, text: string): void;
}

/**
 * The frames of one embed, and all that is sent to and known of them: actions, the viewer's path, what a frame has said, the
 * session ids to hide. The one place that knows when a frame is loaded, promoted or dropped.
 */
export class EmbedConnection {
  readonly frames = createFrames(() => this.#owner.root);
  readonly #owner: ConnectionOwner;
  readonly #actions = createActionQueue(
    (message) => {
      this.#post('live', message);
    },
    (text) => {
      this.#warn(text);
    },
  );
  readonly #place = createPlace(
    now,
    () => this.#owner.settings.paths,
    (path) => {
      this.#warn(`path leads out of the embed and is ignored (got ${JSON.stringify(path)}).`);
    },
  );
  #redactor = createRedactor();
  /** Actions that wait for the properties that were set before them. */
  #pending: [type: string, payload: object][] = [];
  /** The next frame has said `ready`, and is on its way to the viewer's page. */
  #isReturning = false;

  constructor(owner: ConnectionOwner) {
    this.#owner = owner;
  }

  get tenant(): string {
    return this.#owner.settings.tenant;
  }

  /** Where the viewer is, relative to the embed's root; `undefined` while nothing is known. */
  get path(): string | undefined {
    return this.#place.path;
  }

  /** Sends the embed to a path, now or when it is ready; `undefined` takes back what was asked for before. */
  go(path: string | undefined): void {
    this.#navigate('live', this.#place.wish(path));
  }

  /** Sends an action, now or when the embed is ready. `isEarly`: not before `apply` or `flush`. */
  act(type: string, payload: object, isEarly: boolean): void {
    if (isEarly) this.#pending.push([type, payload]);
    else this.#actions.add(type, payload);
  }

  /** Sends the actions that waited for properties. */
  flush(): void {
    for (const [type, payload] of this.#pending.splice(0)) this.#actions.add(type, payload);
  }

  /** Sends the settings that have changed. Returns `false` when they need a new frame. */
  apply(settings: readonly LiveSetting[]): boolean {
    return this.#actions.apply(settings);
  }

  /** Whether the live frame has said that it is ready. */
  get isConfirmed(): boolean {
    return !!this.frames.live?.greeting;
  }

  /** Whether the live frame is in the page as it was loaded. */
  get isIntact(): boolean {
    return !!this.frames.live?.iframe.isConnected && !this.frames.restarted();
  }

  /** Takes over what the host has sent to an embed that has not begun. */
  inherit(other: EmbedConnection): void {
    for (const [type, payload] of other.#actions.drain()) this.#actions.add(type, payload);
    this.#pending = other.#pending;
  }

  /** Moves the live frame, or the one that loads, to where the frames go now. Drops it and returns `false` if that fails. */
  move(): boolean {
    const isThere = this.frames.move();
    if (!isThere) this.drop(this.frames.live ? 'live' : 'next');
    return isThere;
  }

  load(session: string): void {
    const { target, frame } = this.#owner.settings;
    // Sent there, a frame whose router pushes would leave an entry in the page's history.
    const start = startPage(target, this.#place.back);
    const { url, carried } = embedAddress(target, session, start);
    this.#setReturning(false);
    this.#redactor.add(session);
    this.#actions.load(carried);
    this.frames.load(url, start, frame, (slot, isError) => {
      this.#owner.loaded(slot, isError);
    });
  }

  /** Shows the next frame in place of the live one. */
  promote(): void {
    this.#setReturning(false);
    this.#place.promote(this.frames.next);
    this.frames.promote();
  }

  /** The live frame is ready, or counts as ready. */
  ready(confirmed: boolean): void {
    this.#bringBack('live');
    this.#actions.ready(confirmed);
    setAlarm(this.#warnOfSilence, confirmed ? Infinity : now() + SILENCE_WARNING);
  }

  drop(slot: FrameSlot): void {
    if (slot === 'next') this.#setReturning(false);
    else this.retire();
    this.frames.drop(slot);
  }

  /** The live frame is about to go: nothing is sent to it any more. */
  retire(): void {
    setAlarm(this.#warnOfSilence, Infinity);
    this.#actions.down();
    this.#place.down();
  }

  renewInPlace(sessionId: string): void {
    this.#redactor.add(sessionId);
    this.#post('live', actionMessage('set-session', { sessionId }));
  }

  /** Forgets what was sent and where the viewer was: the next frame is another embed. What waits is meant for that one. */
  forget(): void {
    this.#actions.clear();
    this.#place.forget();
  }

  /** Forgets all that was sent, given to the frames or said by them: the next frame is another viewer's. */
  forgetViewer(): void {
    this.forget();
    this.#pending = [];
    this.#redactor = createRedactor();
    this.frames.forget();
  }

  /** Takes a message if one of the frames has sent it. Returns whether it has. */
  receive({ data, origin, source }: MessageEvent): boolean {
    const slot = this.frames.slotOf(source);
    if (!slot) return false;
    const message = readEvent(data);
    if (message && origin === this.tenant) this.#hear(slot, this.#redactor.hide(message));
    else if (message) this.#warnOfTenant(`the embed is at ${origin}, base-url at ${this.tenant}`);
    return true;
  }

  #hear(slot: FrameSlot, message: Parameters<typeof relay>[0]): void {
    const owner = this.#owner;
    const frame = this.frames[slot];
    if (!frame) return;
    markSpeaking(this.tenant, owner.settings.target.surface);
    const { kind, text, greeting, path, events } = relay(message);
    if (greeting) frame.greeting = greeting;
    if (kind === 'fatal') this.#place.forget();
    const isThere = owner.settings.target.surface !== 'chat' && this.#place.hear(frame, slot, path);
    const mustReturn = kind === 'ready' && slot === 'next' && owner.isShown && this.#bringBack(slot);
    if (mustReturn) this.#setReturning(true);
    for (const [name, detail] of events) owner.emit(name, detail);
    // A listener may have replaced the frame, and promoted it.
    const present = this.frames.slotOfFrame(frame);
    if (present) owner.message(present, mustReturn ? undefined : kind, text);
    if (this.#isReturning && isThere && present === 'next') this.#returned();
  }

  /** Sends a ready frame to the viewer's page. Returns whether it is at another one. */
  #bringBack(slot: FrameSlot): boolean {
    const path = this.#place.ready(this.frames[slot], slot);
    this.#navigate(slot, path);
    return path !== undefined;
  }

  readonly #returned = (): void => {
    this.#setReturning(false);
    this.#owner.message('next', 'ready', '');
  };

  #setReturning(on: boolean): void {
    this.#isReturning = on;
    setAlarm(this.#returned, on ? now() + RETURN : Infinity);
  }

  #navigate(slot: FrameSlot, path: string | undefined): void {
    if (path !== undefined) this.#post(slot, actionMessage('navigate', { path }));
  }

  #post(slot: FrameSlot, message: object): void {
    this.frames.post(slot, message, this.tenant);
  }

  #warn(text: string): void {
    tell('warn', this.#owner.element, text);
  }

  readonly #warnOfSilence = (): void => {
    this.#warnOfTenant('the embed sends no messages');
  };

  /** Once for a tenant and page, whichever embed notices it. */
  #warnOfTenant(text: string): void {
    warnOnce(this.tenant, this.#owner.element, `${text}. ${DOCS}silent`);
  }
}
