import { readPath } from '../frame/path.js';
import { prepareTenant } from '../frame/preload.js';
import { defaults } from '../page/defaults.js';
import { MissingSetting } from '../page/session-source.js';
import type { SessionMachine } from '../session/machine.js';
import type { SessionSource } from '../session/source.js';
import { CubeEmbedError, SessionDeniedError } from '../shared/errors.js';
import type { EmbedConnection } from './connection.js';
import type { EmbedHost } from './embed.js';
import type { Settings } from './settings.js';
import { hasOtherEndpoint, settingsOf } from './settings.js';
import type { StartGate } from './start-gate.js';

/** What is configured. */
export interface Configured {
  readonly host: EmbedHost;
  /** When it may begin; `undefined` outside of a page. */
  readonly gate: StartGate | undefined;
  readonly connection: EmbedConnection;
  readonly sessions: SessionSource;
  readonly machine: SessionMachine;
  /** Lets a kept embed with the same settings go on in its place. Returns whether there is one. */
  yieldToKept(): boolean;
}

/** Brings an embed in line with its element's properties: begins it, begins it again, refuses it, or sends what has changed. */
export class Configuration {
  readonly #embed: Configured;
  /** As they were at the last update; `undefined` before the first one, or while they have always been wrong. */
  settings: Settings | undefined;
  /** The settings' key that the session was started for, since the embed was attached. */
  #started: string | undefined;
  /** Which of Cube's embeds the actions and the path are for. It stays while the element moves within the page. */
  #scope: string | undefined;
  #refused = '';
  /** The `path` that was set and is still to be acted upon. */
  #wish: { path: string | undefined } | undefined;
  #signedOut: CubeEmbedError | undefined;

  constructor(embed: Configured) {
    this.#embed = embed;
  }

  /** Identifies what has begun; `undefined` while nothing has. */
  get started(): string | undefined {
    return this.#started;
  }

  /** Why nothing begins by itself any more, if the viewer has signed out. */
  get signedOut(): CubeEmbedError | undefined {
    return this.#signedOut;
  }

  get path(): string | undefined {
    const known = this.settings && this.#embed.connection.path;
    const { path } = this.#wish ?? {};
    if (path === undefined || !this.settings) return path ?? known;
    return readPath(path, this.settings.paths) ?? known;
  }

  set path(path: string | undefined) {
    this.#wish = { path };
    this.#embed.host.requestUpdate();
  }

  /**
   * Begins what the properties ask for; nothing when nothing has changed. `asked`: the host has asked for it, and waits.
   * Returns what is wrong with the properties.
   */
  proceed(asked: boolean): CubeEmbedError | undefined {
    const { gate, host, connection, sessions, machine } = this.#embed;
    if (!gate) return undefined;
    if (this.#signedOut) return this.#refuse(this.#signedOut, true);
    let settings: Settings;
    try {
      settings = settingsOf(host.properties(), defaults());
    } catch (reason) {
      return this.#refuse(reason, asked);
    }
    const before = this.settings;
    this.settings = settings;
    const isOtherSource = this.#started !== undefined && !!before && hasOtherEndpoint(before, settings);
    if (isOtherSource) sessions.forget();
    connection.frames.rename(settings.frame.title);
    if (settings.key === this.#started && connection.apply(settings.live)) {
      this.#go();
      if (isOtherSource) machine.sourceChanged();
    } else if (this.#started !== undefined || asked || gate.mayBegin(settings.lazy))
      this.#begin(settings, asked, isOtherSource);
    return undefined;
  }

  /**
   * Goes on with the settings of another embed that has not begun, and with the path that it was to show. Returns `false` if
   * they need a new frame.
   */
  inherit(other: Configuration): boolean {
    this.settings = other.settings;
    this.#wish = other.#wish;
    const isCurrent = !!this.settings && this.#embed.connection.apply(this.settings.live);
    this.#go();
    return isCurrent;
  }

  /** The embed has left its page: it begins anew in the next one. */
  reset(): void {
    this.#started = undefined;
    this.#refused = '';
  }

  /** The host wants it to begin again. */
  allow(): void {
    this.#signedOut = undefined;
  }

  /** Drops the path of the viewer who has signed out. Returns what ends an embed that is in a page, until `allow()`. */
  forgetViewer(): () => void {
    const signedOut = this.#embed.gate && new SessionDeniedError('The viewer has signed out.');
    this.#signedOut = signedOut;
    this.#wish = undefined;
    return () => {
      // A listener of another embed may have reloaded this one.
      if (signedOut && this.#signedOut === signedOut) this.#refuse(signedOut, true);
    };
  }

  #refuse(reason: unknown, asked: boolean): CubeEmbedError {
    const { gate, sessions, machine } = this.#embed;
    const error =
      reason instanceof CubeEmbedError ? reason : new CubeEmbedError('invalid-config', String(reason));
    const mayCome = !asked && this.#started === undefined && error instanceof MissingSetting;
    if (this.#refused === error.message || (mayCome && gate?.waitsForSetting())) return error;
    this.#refused = error.message;
    this.#started = undefined;
    sessions.forget();
    machine.refuse(error);
    return error;
  }

  #begin(settings: Settings, asked: boolean, isOtherSource: boolean): void {
    const { connection, sessions, machine, host } = this.#embed;
    const { key, scope, target, frame } = settings;
    const first = this.#started === undefined;
    if (first && !asked && settings.keep && this.#embed.yieldToKept()) return;
    const isOther = this.#scope !== undefined && this.#scope !== scope;
    // No frame has the session that is being fetched: it serves these settings as well.
    const isNew = first || isOther || isOtherSource;
    const keepsCall = !isNew && machine.status === 'loading' && connection.frames.empty;
    this.#started = key;
    this.#scope = scope;
    this.#refused = '';
    connection.retire();
    // What was asked for before the first load is meant for that.
    if (isOther) {
      connection.forget();
      sessions.forget();
    }
    connection.apply(settings.live);
    this.#go();
    if (keepsCall) return;
    if (!frame.credentialless) prepareTenant(host.root(), target, defaults().preconnect);
    machine.start(first ? 'initial' : 'reload');
  }

  /** Sends the embed to the `path` that was set, now or when it is ready. */
  #go(): void {
    const wish = this.#wish;
    this.#wish = undefined;
    if (wish) this.#embed.connection.go(wish.path);
  }
}
