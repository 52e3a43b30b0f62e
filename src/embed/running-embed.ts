import { pathScope } from '../frame/embed-url.js';
import { readPath } from '../frame/path.js';
import { prepareTenant } from '../frame/preload.js';
import { watchActivity } from '../page/activity.js';
import { now } from '../page/alarm.js';
import { defaults, watchDefaults } from '../page/defaults.js';
import { guardFocus } from '../page/focus-guard.js';
import { hearMessages } from '../page/messages.js';
import type { EarlyCall } from '../session/early.js';
import { offerEarly } from '../session/early.js';
import { createSessionMachine } from '../session/machine.js';
import { createSessionSource } from '../session/source.js';
import type { FrameSlot, FrameMessage } from '../session/world.js';
import { CubeEmbedError, removed, SessionDeniedError } from '../shared/errors.js';
import type { ViewerData } from '../shared/viewer.js';
import { holdForViewer } from '../shared/viewer.js';
import type { ConnectionOwner } from './connection.js';
import { EmbedConnection } from './connection.js';
import type { Embed, EmbedHost } from './embed.js';
import type { Settings } from './settings.js';
import { MissingSetting, settingsOf } from './settings.js';
import { createStartGate } from './start-gate.js';
import type { WorldParts } from './world.js';
import { createWorld } from './world.js';

/** An embed that this element holds. */
export function createEmbed(host: EmbedHost): Embed {
  return new RunningEmbed(host);
}

/** Joins the session to the frames, the page and the element, and acts upon changed properties. */
class RunningEmbed implements Embed, ConnectionOwner, WorldParts, ViewerData {
  // Before the machine, whose world reads them at once.
  readonly emit: EmbedHost['emit'] = (name, detail, cancelable) => this.#host.emit(name, detail, cancelable);
  readonly tick = (): void => {
    this.#machine.tick();
  };
  readonly connection = new EmbedConnection(this);
  readonly sessions = createSessionSource(now);
  readonly #machine = createSessionMachine(createWorld(this));
  #host: EmbedHost;
  readonly #gate = createStartGate(() => {
    this.#requestUpdate();
  });
  #settings: Settings | undefined;
  /** The window that it works in, while it is attached. */
  #view: Window | undefined;
  #unwatch: (() => void)[] = [];
  /** The settings' key that the session was started for, since it was attached. */
  #started: string | undefined;
  /** Which of Cube's embeds the actions and the path are for. It stays while the element moves within the page. */
  #scope: string | undefined;
  #refused = '';
  /** The `path` that was set and is still to be acted upon. */
  #wish: { path: string | undefined } | undefined;
  /** Nothing begins by itself any more: the viewer has signed out. */
  #signedOut: CubeEmbedError | undefined;

  constructor(host: EmbedHost) {
    this.#host = host;
    holdForViewer(this);
  }

  get status(): Embed['status'] {
    return this.#machine.status;
  }

  get renewing(): boolean {
    return this.#machine.renewing;
  }

  get error(): CubeEmbedError | null {
    return this.#machine.error;
  }

  get path(): string | undefined {
    const known = this.#settings && this.connection.path;
    const { path } = this.#wish ?? {};
    if (path === undefined || !this.#settings) return path ?? known;
    return readPath(path, pathScope(this.#settings.target)) ?? known;
  }

  set path(path: string | undefined) {
    this.#wish = { path };
    this.#requestUpdate();
  }

  attach(host: EmbedHost): void {
    this.#host = host;
    // A window that closes disconnects nothing in it.
    if (this.#view) this.detach();
    const view = this.element.ownerDocument.defaultView;
    if (!view) return;
    this.#view = view;
    this.#unwatch = [
      watchDefaults(() => {
        this.#requestUpdate();
      }),
      watchActivity(view, this.#onActivity),
      hearMessages(view, (event) => this.connection.receive(event)),
      guardFocus(view, () => this.connection.frames.focusedUnseen),
    ];
    this.#takeEarlyCall();
    this.#gate.connect(this.element, view);
    this.#requestUpdate();
  }

  detach(): void {
    for (const end of this.#unwatch.splice(0)) end();
    this.#view = undefined;
    this.#gate.disconnect();
    this.#started = undefined;
    this.#refused = '';
    this.#machine.stop();
  }

  update(): void {
    if (this.#gate.propertiesSettled) this.#proceed(false);
    this.connection.flush();
  }

  renew(): Promise<void> {
    return this.#afterUpdate(() => this.#machine.renew());
  }

  reload(reason: 'reload' | 'retry'): Promise<void> {
    this.#signedOut = undefined;
    this.sessions.forget();
    return this.#afterUpdate(() => this.#machine.reload(reason));
  }

  act(type: string, payload: object): void {
    this.connection.act(type, payload, !!this.#view && !!this.#host.pendingUpdate());
  }

  focus(options?: FocusOptions): void {
    this.connection.frames.focus(options);
  }

  moved(): void {
    if (this.connection.frames.restarted()) void this.reload('reload');
  }

  /** Outside of a page, it begins anew when it is attached; in one it ends, until its `reload()`. */
  forgetViewer(): () => void {
    const signedOut = this.#view && new SessionDeniedError('The viewer has signed out.');
    this.#signedOut = signedOut;
    this.#wish = undefined;
    this.sessions.forget();
    this.connection.forgetViewer();
    return () => {
      // A listener of another embed may have reloaded this one.
      if (signedOut && this.#signedOut === signedOut) this.#refuse(signedOut, true);
    };
  }

  get element(): HTMLElement {
    return this.#host.element;
  }

  get root(): ShadowRoot {
    return this.#host.root();
  }

  get settings(): Settings {
    if (!this.#settings) throw new Error('No settings before the first update.');
    return this.#settings;
  }

  get view(): Window {
    return this.#view ?? window;
  }

  get signedOut(): CubeEmbedError | undefined {
    return this.#signedOut;
  }

  get isShown(): boolean {
    return this.#machine.status === 'ready';
  }

  changed(): void {
    this.#host.changed();
  }

  loaded(slot: FrameSlot, isError: boolean): void {
    this.#machine.loaded(slot, isError);
  }

  message(slot: FrameSlot, kind: FrameMessage | undefined, text: string): void {
    this.#machine.hear(slot, kind, text);
  }

  #requestUpdate(): void {
    this.#host.requestUpdate();
  }

  readonly #onActivity = (event: Event & { persisted?: boolean }): void => {
    const { type, persisted } = event;
    // The window goes, or its document is replaced: to the embed it is the same as being removed.
    if (type === 'pagehide' && !persisted) this.detach();
    else if (type === 'load') this.#requestUpdate();
    else if (type === 'securitypolicyviolation')
      this.connection.frames.violated(event as SecurityPolicyViolationEvent);
    else this.#machine.wake();
    if (type === 'prerenderingchange') this.#requestUpdate();
  };

  /** `cube-embed.early.js` leaves its call at the element; it leaves something else where it began none. */
  #takeEarlyCall(): void {
    const element: HTMLElement & { early?: unknown } = this.element;
    const { early } = element;
    delete element.early;
    if (!Array.isArray(early)) return;
    const [endpoint, ...call] = early as EarlyCall;
    offerEarly([new URL(endpoint, element.baseURI).href, ...call]);
  }

  /** Does what the host asks for, when the properties that it has set in the same task count. */
  #afterUpdate(act: () => Promise<void>): Promise<void> {
    const started = this.#started;
    const signedOut = this.#signedOut;
    const go = async (): Promise<void> => {
      if (!this.#view) throw removed();
      // A sign-out meanwhile was meant for this call as well.
      if (this.#signedOut && this.#signedOut !== signedOut) throw this.#signedOut;
      const error = this.#proceed(true);
      if (error) throw error;
      // What the latest properties began by themselves is new enough.
      await (started === this.#started ? act() : this.#machine.renew());
    };
    const pending = this.#view && this.#host.pendingUpdate();
    const promise = pending ? pending.then(go) : go();
    // A caller who does not look at the promise hears of the failure by the event: no unhandled rejection.
    promise.catch(() => undefined);
    return promise;
  }

  /**
   * Begins what the properties ask for; nothing when nothing has changed. `asked`: the host has asked for it, and waits.
   * Returns what is wrong with the properties.
   */
  #proceed(asked: boolean): CubeEmbedError | undefined {
    if (!this.#view) return undefined;
    if (this.#signedOut) return this.#refuse(this.#signedOut, true);
    let settings: Settings;
    try {
      settings = settingsOf(this.#host.properties(), defaults());
    } catch (reason) {
      return this.#refuse(reason, asked);
    }
    this.#settings = settings;
    this.connection.frames.rename(settings.frame.title);
    if (settings.key === this.#started) {
      this.connection.apply(settings.live);
      this.#go();
    } else if (this.#started !== undefined || asked || this.#gate.mayBegin(settings.lazy))
      this.#begin(settings);
    return undefined;
  }

  #refuse(reason: unknown, asked: boolean): CubeEmbedError {
    const error =
      reason instanceof CubeEmbedError ? reason : new CubeEmbedError('invalid-config', String(reason));
    const mayCome = !asked && this.#started === undefined && error instanceof MissingSetting;
    if (this.#refused === error.message || (mayCome && this.#gate.waitsForSetting())) return error;
    this.#refused = error.message;
    this.#started = undefined;
    this.sessions.forget();
    this.#machine.refuse(error);
    return error;
  }

  #begin({ key, scope, live, target, frame }: Settings): void {
    const { connection } = this;
    const first = this.#started === undefined;
    const isOther = this.#scope !== undefined && this.#scope !== scope;
    // No frame has the session that is being fetched: it serves these settings as well.
    const keepsCall = !first && !isOther && this.status === 'loading' && connection.frames.empty;
    this.#started = key;
    this.#scope = scope;
    this.#refused = '';
    connection.retire();
    // What was asked for before the first load is meant for that.
    if (isOther) {
      connection.forget();
      this.sessions.forget();
    }
    connection.apply(live);
    this.#go();
    if (keepsCall) return;
    if (!frame.credentialless) prepareTenant(this.root, target, defaults().preconnect);
    this.#machine.start(first ? 'initial' : 'reload', scope);
  }

  /** Sends the embed to the `path` that was set, now or when it is ready. */
  #go(): void {
    const wish = this.#wish;
    this.#wish = undefined;
    if (wish) this.connection.go(wish.path);
  }
}
