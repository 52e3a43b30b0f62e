import type { ReactiveController } from 'lit';
import type { ActionQueue } from '../frame/actions.js';
import { createActionQueue } from '../frame/actions.js';
import { filterAction } from '../frame/controls.js';
import type { Frames } from '../frame/frames.js';
import { createFrames } from '../frame/frames.js';
import { preconnect } from '../frame/preconnect.js';
import { watchActivity } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { defaults, watchDefaults } from '../page/defaults.js';
import { hearMessages } from '../page/messages.js';
import { CubeEmbedError } from '../session/errors.js';
import type { SessionMachine } from '../session/machine.js';
import { createSessionMachine } from '../session/machine.js';
import type { SessionReason } from '../session/source.js';
import type { CubeEmbedElement, LiveSetting } from './embed-element.js';
import type { ElementWorld } from './element-world.js';
import { createElementWorld } from './element-world.js';
import type { Settings } from './settings.js';
import { settingsOf } from './settings.js';

/** How far from the viewport a lazy element begins to load. */
const NEAR = '300px';
/** Milliseconds after the page's `load` in which a framework may still hydrate what its server rendered. */
const HYDRATION = 2_000;
/** Settings that the URL carries at load. */
const IN_URL = /^set-(locale|timezone|filter)$/;

/** Joins the machine to an element, its frames and its page, and reads from the properties what is to be done. */
export class EmbedController implements ReactiveController {
  readonly frames: Frames;
  readonly actions: ActionQueue;
  readonly machine: SessionMachine;
  readonly #host: CubeEmbedElement;
  readonly #world: ElementWorld;
  #settings: Settings | undefined;
  /** What the machine was started for, since the element was connected. */
  #loaded: string | undefined;
  /** What the actions that wait, or were applied, are for; a move in the page leaves it as it is. */
  #meantFor: string | undefined;
  #refused = '';
  /** How long an element of the page's own markup waits for what it lacks at first, and since when. */
  #patience = 0;
  #waitsSince: number | undefined;
  #observer: IntersectionObserver | undefined;
  /** The settings as the frame knows them, or will when it is up. */
  readonly #applied = new Map<string, string>();
  #disconnect: (() => void)[] = [];

  constructor(host: CubeEmbedElement) {
    this.#host = host;
    this.frames = createFrames(() => host.renderRoot);
    this.actions = createActionQueue((message) => {
      this.#world.post(message);
    });
    this.#world = createElementWorld(host, this, () => this.#settings);
    this.machine = createSessionMachine(this.#world);
    host.addController(this);
  }

  hostConnected(): void {
    if (document.readyState !== 'complete') this.#patience = HYDRATION;
    this.#disconnect = [
      watchDefaults(this.#update),
      watchActivity(() => {
        this.machine.wake();
      }),
      hearMessages((event) => this.#world.hear(event)),
    ];
    this.#update();
  }

  hostDisconnected(): void {
    for (const end of this.#disconnect.splice(0)) end();
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#loaded = undefined;
    this.#refused = '';
    setAlarm(this.#update, Infinity);
    this.machine.stop();
  }

  hostUpdated(): void {
    if (this.#host.isConnected) this.#plan(this.#host.loading === 'lazy');
  }

  /** See `CubeEmbedElement.reload`. */
  reload(reason: SessionReason): Promise<void> {
    this.#world.forget();
    return this.#ask(() => this.machine.reload(reason));
  }

  /** See `CubeEmbedElement.renew`. */
  renew(): Promise<void> {
    return this.#ask(() => this.machine.renew());
  }

  /** Sends an action, after what the same task has changed in the properties. */
  act(type: string, payload: object): void {
    const host = this.#host;
    const add = (): void => {
      this.actions.add(type, payload);
    };
    if (host.isConnected && host.isUpdatePending) void host.updateComplete.then(add);
    else add();
  }

  readonly #update = (): void => {
    this.#host.requestUpdate();
  };

  #ask(act: () => Promise<void>): Promise<void> {
    const host = this.#host;
    const loaded = this.#loaded;
    const go = async (): Promise<void> => {
      if (!host.isConnected) throw new DOMException('The element was removed.', 'AbortError');
      const error = this.#plan(false);
      if (error) throw error;
      // What the latest properties began by themselves is new enough.
      await (loaded === this.#loaded ? act() : this.machine.renew());
    };
    const promise = host.isConnected && host.isUpdatePending ? host.updateComplete.then(go) : go();
    // A caller who does not look at the promise hears of the failure by the event: no unhandled rejection.
    promise.catch(() => undefined);
    return promise;
  }

  /** Begins what the properties ask for; nothing when nothing has changed. Returns what is wrong with them. */
  #plan(lazy: boolean): CubeEmbedError | undefined {
    try {
      const settings = settingsOf(this.#host);
      this.#settings = settings;
      this.#begin(settings, lazy);
    } catch (reason) {
      const error =
        reason instanceof CubeEmbedError ? reason : new CubeEmbedError('invalid-config', String(reason));
      if (document.readyState === 'complete' && this.#refused !== error.message) {
        this.#waitsSince ??= now();
        const end = this.#waitsSince + this.#patience;
        if (now() < end) {
          setAlarm(this.#update, end);
          return error;
        }
        this.#refused = error.message;
        this.#loaded = undefined;
        this.#world.forget();
        this.machine.refuse(error);
      }
      return error;
    }
    return undefined;
  }

  #begin({ key, liveSettings, target }: Settings, lazy: boolean): void {
    this.frames.rename(this.#host.frameAttributes.title);
    if (key === this.#loaded) {
      this.#apply(liveSettings, false);
      return;
    }
    const first = this.#loaded === undefined;
    if (first && lazy) {
      this.#watchViewport();
      return;
    }
    this.#loaded = key;
    this.#refused = '';
    this.#patience = 0;
    // The live frame is about to go: nothing is for it any more.
    this.actions.down();
    const moved = key === this.#meantFor;
    if (!moved) {
      this.#applied.clear();
      // What was asked for before the first load is meant for that.
      if (this.#meantFor !== undefined) this.actions.clear();
      this.#meantFor = key;
    }
    this.#apply(liveSettings, !moved);
    if (defaults().preconnect !== false) preconnect(this.#host.renderRoot, target.base);
    this.machine.start(first ? 'initial' : 'reload', key);
  }

  /** Sends the frame what has changed in the settings that need no reload. */
  #apply(settings: LiveSetting[], atLoad: boolean): void {
    const gone = new Set(this.#applied.keys());
    for (const { parameter, value, type, payload } of settings) {
      const kind = parameter ?? type;
      gone.delete(kind);
      if (this.#applied.get(kind) === value) continue;
      this.#applied.set(kind, value);
      if (!atLoad || !IN_URL.test(type)) this.actions.add(type, payload);
    }
    for (const kind of gone) {
      this.#applied.delete(kind);
      if (kind.startsWith('f_')) this.actions.add('set-filter', filterAction(kind, undefined));
    }
  }

  /** A lazy element waits until it is near the viewport. */
  #watchViewport(): void {
    this.#observer?.disconnect();
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.#plan(false);
      },
      { rootMargin: NEAR },
    );
    this.#observer.observe(this.#host);
  }
}
