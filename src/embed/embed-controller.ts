import type { ReactiveController, ReactiveElement } from 'lit';
import type { ActionQueue } from '../frame/actions.js';
import { actionMessage, createActionQueue } from '../frame/actions.js';
import { pathScope } from '../frame/embed-url.js';
import type { Frames } from '../frame/frames.js';
import { createFrames } from '../frame/frames.js';
import { prepareTenant } from '../frame/preload.js';
import { readPath } from '../frame/path.js';
import type { Place } from '../frame/place.js';
import { createPlace } from '../frame/place.js';
import { watchActivity } from '../page/activity.js';
import { now } from '../page/alarm.js';
import { tell } from '../page/console.js';
import { defaults, watchDefaults } from '../page/defaults.js';
import { guardFocus } from '../page/focus-guard.js';
import { hearMessages } from '../page/messages.js';
import type { EarlyCall } from '../session/early.js';
import { offerEarly } from '../session/early.js';
import { CubeEmbedError, removed, SessionDeniedError } from '../shared/errors.js';
import type { ViewerData } from '../shared/viewer.js';
import { holdForViewer } from '../shared/viewer.js';
import type { SessionMachine } from '../session/machine.js';
import { createSessionMachine } from '../session/machine.js';
import type { SessionReason } from '../session/source.js';
import type { Beginning } from './start-gate.js';
import { createBeginning } from './start-gate.js';
import type { EmbedWorld } from './embed-world.js';
import { createEmbedWorld } from './embed-world.js';
import type { CubeEmbedEventMap } from './event-map.js';
import type { Settings } from './settings.js';
import { MissingSetting } from './settings.js';

/** What the controller needs of an element. */
export interface EmbedHost {
  readonly element: ReactiveElement;
  /** @throws CubeEmbedError `invalid-config`, saying what is wrong with the properties. */
  settings(): Settings;
  /** Dispatches an event. Returns whether nobody canceled it. */
  emit<K extends keyof CubeEmbedEventMap>(
    name: K,
    detail: CubeEmbedEventMap[K]['detail'],
    cancelable?: boolean,
  ): boolean;
  /** The machine's `status`, `renewing` or `error` has changed. */
  changed(): void;
}

/** Joins the session machine to an element, its frames and its page, and acts upon changed properties. */
export class EmbedController implements ReactiveController, ViewerData {
  readonly frames: Frames;
  readonly actions: ActionQueue;
  readonly machine: SessionMachine;
  readonly #place: Place;
  readonly #host: EmbedHost;
  readonly #beginning: Beginning;
  readonly #world: EmbedWorld;
  #settings: Settings | undefined;
  /** The window that the element works in, while it does. */
  #view: Window | undefined;
  #disconnect: (() => void)[] = [];
  /** What the machine was started for, since the element was connected. */
  #loaded: string | undefined;
  /** Which embed that is, and the actions are for; a move in the page leaves it as it is. */
  #scope: string | undefined;
  #refused = '';
  /** The `path` that was set and is still to be acted upon. */
  #wish: { path: string | undefined } | undefined;
  /** Actions that were sent in the task in which properties were set, which come first. */
  #pending: [type: string, payload: object][] = [];
  /** Nothing begins by itself any more: the viewer has signed out. */
  #signedOut: CubeEmbedError | undefined;

  constructor(host: EmbedHost) {
    const { element } = host;
    this.#host = host;
    this.#beginning = createBeginning(element, this.#update);
    const warn = (text: string): void => {
      tell('warn', element, text);
    };
    this.frames = createFrames(() => element.renderRoot as ShadowRoot);
    this.actions = createActionQueue(this.#post, warn);
    this.#place = createPlace(
      now,
      () => pathScope((this.#settings as Settings).target),
      (path) => {
        warn(`path leads out of the embed and is ignored (got ${JSON.stringify(path)}).`);
      },
    );
    this.#world = createEmbedWorld({
      host,
      frames: this.frames,
      actions: this.actions,
      place: this.#place,
      machine: () => this.machine,
      settings: () => this.#settings as Settings,
      view: () => this.#view ?? window,
      signedOut: () => this.#signedOut,
    });
    this.machine = createSessionMachine(this.#world);
    element.addController(this);
    holdForViewer(this);
  }

  /** An element outside of the page begins anew when it is inserted; one in the page ends, until its `reload()`. */
  forgetViewer(): () => void {
    const signedOut = this.#view && new SessionDeniedError('The viewer has signed out.');
    this.#signedOut = signedOut;
    this.#pending = [];
    this.#wish = undefined;
    this.#place.forget();
    this.actions.clear();
    this.#world.forgetViewer();
    return () => {
      // A listener of another element may have reloaded this one.
      if (signedOut && this.#signedOut === signedOut) this.#refuse(signedOut, true);
    };
  }

  hostConnected(): void {
    // A window that closes disconnects nothing in it.
    if (this.#view) this.hostDisconnected();
    const view = this.#host.element.ownerDocument.defaultView;
    if (!view) return;
    this.#view = view;
    this.#disconnect = [
      watchDefaults(this.#update),
      watchActivity(view, this.#notice),
      hearMessages(view, (event) => this.#world.hear(event)),
      guardFocus(view, () => this.frames.intruder),
    ];
    this.#takeEarly();
    this.#beginning.connect(view);
    this.#update();
  }

  /** `cube-embed.early.js` leaves its call at the element; it leaves something else where it began none. */
  #takeEarly(): void {
    const host = this.#host.element as ReactiveElement & { early?: unknown };
    const { early } = host;
    delete host.early;
    if (!Array.isArray(early)) return;
    const [endpoint, ...call] = early as EarlyCall;
    offerEarly([new URL(endpoint, host.baseURI).href, ...call]);
  }

  hostDisconnected(): void {
    for (const end of this.#disconnect.splice(0)) end();
    this.#view = undefined;
    this.#beginning.disconnect();
    this.#loaded = undefined;
    this.#refused = '';
    this.machine.stop();
  }

  /** Acts upon what an update has changed. */
  updated(): void {
    if (this.#beginning.bound) this.#plan(false);
    for (const [type, payload] of this.#pending.splice(0)) this.actions.add(type, payload);
  }

  /** See `CubeEmbedElement.reload`. */
  reload(reason: SessionReason): Promise<void> {
    this.#signedOut = undefined;
    this.#world.forget();
    return this.#ask(() => this.machine.reload(reason));
  }

  /** See `CubeEmbedElement.renew`. */
  renew(): Promise<void> {
    return this.#ask(() => this.machine.renew());
  }

  /** See `path` of the elements. */
  get path(): string | undefined {
    const { path } = this.#wish ?? {};
    if (path === undefined) return this.#place.path;
    return this.#settings ? (readPath(path, pathScope(this.#settings.target)) ?? this.#place.path) : path;
  }

  set path(path: string | undefined) {
    this.#wish = { path };
    this.#update();
  }

  /** Sends an action, after what the same task has changed in the properties. */
  act(type: string, payload: object): void {
    if (this.#view && this.#host.element.isUpdatePending) this.#pending.push([type, payload]);
    else this.actions.add(type, payload);
  }

  readonly #update = (): void => {
    this.#host.element.requestUpdate();
  };

  readonly #notice = (event: Event & { persisted?: boolean }): void => {
    const { type, persisted } = event;
    // The window goes, or its document is replaced: to the element it is the same as being removed.
    if (type === 'pagehide' && !persisted) this.hostDisconnected();
    else if (type === 'load') this.#update();
    else if (type === 'securitypolicyviolation') this.frames.violated(event as SecurityPolicyViolationEvent);
    else this.machine.wake();
    if (type === 'prerenderingchange') this.#update();
  };

  /** Sends the live frame a message. */
  readonly #post = (message: object): void => {
    if (this.#settings) this.frames.post('live', message, this.#settings.target.base.origin);
  };

  /** Sends the embed to the `path` that was set, now or when it is ready. */
  #go(): void {
    const wish = this.#wish;
    this.#wish = undefined;
    const path = wish && this.#place.wish(wish.path);
    if (path !== undefined) this.#post(actionMessage('navigate', { path }));
  }

  #ask(act: () => Promise<void>): Promise<void> {
    const { element } = this.#host;
    const loaded = this.#loaded;
    const signedOut = this.#signedOut;
    const go = async (): Promise<void> => {
      if (!this.#view) throw removed();
      // A sign-out meanwhile was meant for this call as well.
      if (this.#signedOut && this.#signedOut !== signedOut) throw this.#signedOut;
      const error = this.#plan(true);
      if (error) throw error;
      // What the latest properties began by themselves is new enough.
      await (loaded === this.#loaded ? act() : this.machine.renew());
    };
    const promise = this.#view && element.isUpdatePending ? element.updateComplete.then(go) : go();
    // A caller who does not look at the promise hears of the failure by the event: no unhandled rejection.
    promise.catch(() => undefined);
    return promise;
  }

  /**
   * Begins what the properties ask for; nothing when nothing has changed. `asked`: the host has asked for it, and waits.
   * Returns what is wrong with the properties.
   */
  #plan(asked: boolean): CubeEmbedError | undefined {
    if (!this.#view) return undefined;
    if (this.#signedOut) return this.#refuse(this.#signedOut, true);
    let settings: Settings;
    try {
      settings = this.#host.settings();
    } catch (reason) {
      return this.#refuse(reason, asked);
    }
    this.#settings = settings;
    this.frames.rename(settings.frame.title);
    if (settings.key === this.#loaded) {
      this.actions.apply(settings.live);
      this.#go();
    } else if (this.#loaded !== undefined || asked || this.#beginning.mayBegin(settings.lazy))
      this.#begin(settings);
    return undefined;
  }

  #refuse(reason: unknown, asked: boolean): CubeEmbedError {
    const error =
      reason instanceof CubeEmbedError ? reason : new CubeEmbedError('invalid-config', String(reason));
    const mayCome = !asked && this.#loaded === undefined && error instanceof MissingSetting;
    if (this.#refused === error.message || (mayCome && this.#beginning.isPatient())) return error;
    this.#refused = error.message;
    this.#loaded = undefined;
    this.#world.forget();
    this.machine.refuse(error);
    return error;
  }

  #begin({ key, scope, live, target, frame }: Settings): void {
    const first = this.#loaded === undefined;
    const isOther = this.#scope !== undefined && this.#scope !== scope;
    // No frame has the session that is being fetched: it serves these settings as well.
    const keepsCall = !first && !isOther && this.machine.status === 'loading' && this.frames.empty;
    this.#loaded = key;
    this.#scope = scope;
    this.#refused = '';
    // The live frame is about to go: nothing is for it any more.
    this.actions.down();
    this.#place.down();
    // What was asked for before the first load is meant for that.
    if (isOther) {
      this.actions.clear();
      this.#place.forget();
      this.#world.forget();
    }
    this.actions.apply(live);
    this.#go();
    if (keepsCall) return;
    if (!frame.credentialless) prepareTenant(this.#host.element.renderRoot, target, defaults().preconnect);
    this.machine.start(first ? 'initial' : 'reload', scope);
  }
}
