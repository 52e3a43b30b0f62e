import { pathScope } from '../frame/embed-url.js';
import { readPath } from '../frame/path.js';
import { prepareTenant } from '../frame/preload.js';
import { now } from '../page/alarm.js';
import { defaults } from '../page/defaults.js';
import { createSessionMachine } from '../session/machine.js';
import { createSessionSource } from '../session/source.js';
import type { FrameSlot, FrameMessage } from '../session/world.js';
import { CubeEmbedError, removed, SessionDeniedError } from '../shared/errors.js';
import { savesData } from '../shared/saves-data.js';
import type { ViewerData } from '../shared/viewer.js';
import { holdForViewer } from '../shared/viewer.js';
import type { Attached } from './attachment.js';
import { Attachment } from './attachment.js';
import type { ConnectionOwner } from './connection.js';
import { EmbedConnection } from './connection.js';
import { takeEarlyCall } from './early-call.js';
import type { Embed, EmbedHost } from './embed.js';
import type { KeptEmbed } from './kept-embeds.js';
import { forgetKept, keepEmbed, mostKept, takeKept } from './kept-embeds.js';
import { canMoveFrames, ParkingSpace } from './parking.js';
import type { EmbedRecord, Settings } from './settings.js';
import { MissingSetting, settingsOf } from './settings.js';
import type { WorldParts } from './world.js';
import { announceReady, createWorld } from './world.js';

/** The elements' default height, in pixels: that of the element to come is not known. */
const PRERENDERED_HEIGHT = 600;

/** An embed that this element holds. */
export function createEmbed(host: EmbedHost): Embed {
  return new RunningEmbed(host);
}

/**
 * Loads an embed that no element holds yet, into the parking: an element with `keep` and the same settings takes it over. Does
 * nothing where frames cannot be moved, or the viewer saves data.
 */
export function prerenderEmbed(document: Document, record: EmbedRecord): void {
  if (savesData() || !canMoveFrames(document.documentElement) || mostKept() < 1) return;
  const space = new ParkingSpace(document, record, document.documentElement.clientWidth, PRERENDERED_HEIGHT);
  const embed = new RunningEmbed(space);
  embed.attach(space);
  keepEmbed(embed);
}

/** Joins the session to the frames, the page and the element, and acts upon changed properties. */
class RunningEmbed implements Embed, Attached, ConnectionOwner, WorldParts, KeptEmbed, ViewerData {
  // Before the machine, whose world reads them at once.
  readonly emit: EmbedHost['emit'] = (name, detail, cancelable) => this.#host.emit(name, detail, cancelable);
  readonly tick = (): void => {
    this.#machine.tick();
  };
  readonly connection = new EmbedConnection(this);
  readonly sessions = createSessionSource(now);
  readonly #machine = createSessionMachine(createWorld(this));
  #host: EmbedHost;
  /** Its place in a page, while it has one. */
  #attachment: Attachment | undefined;
  #settings: Settings | undefined;
  /** The settings' key that the session was started for, since it was attached. */
  #started: string | undefined;
  /** Which of Cube's embeds the actions and the path are for. It stays while the element moves within the page. */
  #scope: string | undefined;
  #refused = '';
  /** The viewer's focus was in it when it was kept. */
  #hadFocus = false;
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
    // A window that closes disconnects nothing in it.
    if (this.#attachment) this.detach();
    const view = host.element.ownerDocument.defaultView;
    if (!view) return;
    takeEarlyCall(host.element);
    this.#moveTo(host, view);
  }

  detach(): void {
    this.#attachment?.end();
    this.#attachment = undefined;
    this.#started = undefined;
    this.#refused = '';
    this.#machine.stop();
    if (!this.#host.isSeen) this.end();
  }

  update(): void {
    if (this.#attachment?.gate.propertiesSettled) this.#proceed(false);
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
    this.connection.act(type, payload, !!this.#attachment && !!this.#host.pendingUpdate());
  }

  focus(options?: FocusOptions): void {
    this.connection.frames.focus(options);
  }

  moved(): void {
    if (this.connection.frames.restarted()) void this.reload('reload');
  }

  park(): boolean {
    const host = this.#host;
    const { element } = host;
    const { live, focused } = this.connection.frames;
    const mayKeep = canMoveFrames(host.root()) && mostKept() > 0;
    if (!host.isSeen || !this.#attachment || !this.isShown || !live || !mayKeep) return false;
    const { clientWidth, clientHeight, ownerDocument } = element;
    const space = new ParkingSpace(ownerDocument, host.properties(), clientWidth, clientHeight);
    const successor = new RunningEmbed(host);
    this.#hadFocus = focused;
    this.#moveTo(space, this.view);
    host.hold(successor);
    this.#machine.rest();
    if (this.connection.frames.move()) keepEmbed(this);
    else this.end();
    host.changed();
    // Not removed after all: takes the embed back in the next task.
    if (element.isConnected) successor.attach(host);
    return true;
  }

  /** Goes on in the element that holds `other`, with the settings of that one. */
  #takeOver(other: RunningEmbed): void {
    const space = this.#host;
    const { view } = other;
    other.#attachment?.end();
    other.#attachment = undefined;
    this.#settings = other.#settings;
    this.#wish = other.#wish;
    this.#moveTo(other.#host, view);
    // What it shows is brought up to date before it is seen.
    this.connection.apply(this.settings.live);
    this.connection.inherit(other.connection);
    this.#go();
    const isThere = this.connection.frames.move();
    space.element.remove();
    if (this.#hadFocus && isThere) this.connection.frames.takeFocus();
    this.#host.changed();
    if (isThere) announceReady(this, this.connection.isConfirmed, true);
    else this.#machine.start('reload');
    this.#machine.wake();
  }

  #moveTo(host: EmbedHost, view: Window): void {
    this.#attachment?.end();
    this.#host = host;
    host.hold(this);
    this.#attachment = new Attachment(host, view, this);
  }

  /** Ends a kept embed. */
  end(): void {
    forgetKept(this);
    if (this.#attachment) this.detach();
    this.#host.element.remove();
  }

  /** Outside of a page, it begins anew when it is attached; in one it ends, until its `reload()`; a kept one is dropped. */
  forgetViewer(): () => void {
    const isKept = !this.#host.isSeen;
    const signedOut =
      this.#attachment && !isKept ? new SessionDeniedError('The viewer has signed out.') : undefined;
    this.#signedOut = signedOut;
    this.#wish = undefined;
    this.sessions.forget();
    this.connection.forgetViewer();
    return () => {
      if (isKept) this.end();
      // A listener of another embed may have reloaded this one.
      else if (signedOut && this.#signedOut === signedOut) this.#refuse(signedOut, true);
    };
  }

  get keptKey(): string {
    const { key, frame } = this.settings;
    return JSON.stringify([key, { ...frame, title: '' }]);
  }

  get source(): unknown {
    return this.settings.fetchSession;
  }

  get document(): Document {
    return this.element.ownerDocument;
  }

  get isUsable(): boolean {
    const { frames } = this.connection;
    return this.isShown && !!frames.live?.iframe.isConnected && !frames.restarted();
  }

  get tokenEnd(): number {
    return this.#machine.tokenEnd;
  }

  get isSeen(): boolean {
    return this.#host.isSeen;
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
    return this.#attachment?.view ?? window;
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

  wake(): void {
    this.#machine.wake();
  }

  loaded(slot: FrameSlot, isError: boolean): void {
    // A silent embed whose page has reloaded itself has lost its session.
    if (!this.isSeen && slot === 'live' && !this.connection.isConfirmed) this.end();
    else this.#machine.loaded(slot, isError);
  }

  message(slot: FrameSlot, kind: FrameMessage | undefined, text: string): void {
    // Nobody sees it: it is worth neither a session nor a new frame.
    if (!this.isSeen && slot === 'live' && (kind === 'fatal' || kind === 'expired')) this.end();
    else this.#machine.hear(slot, kind, text);
  }

  #requestUpdate(): void {
    this.#host.requestUpdate();
  }

  /** Does what the host asks for, when the properties that it has set in the same task count. */
  #afterUpdate(act: () => Promise<void>): Promise<void> {
    const started = this.#started;
    const signedOut = this.#signedOut;
    const go = async (): Promise<void> => {
      if (!this.#attachment) throw removed();
      // A sign-out meanwhile was meant for this call as well.
      if (this.#signedOut && this.#signedOut !== signedOut) throw this.#signedOut;
      const error = this.#proceed(true);
      if (error) throw error;
      // What the latest properties began by themselves is new enough.
      await (started === this.#started ? act() : this.#machine.renew());
    };
    const pending = this.#attachment && this.#host.pendingUpdate();
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
    const { gate } = this.#attachment ?? {};
    if (!gate) return undefined;
    if (this.#signedOut) return this.#refuse(this.#signedOut, true);
    let settings: Settings;
    try {
      settings = settingsOf(this.#host.properties(), defaults());
    } catch (reason) {
      return this.#refuse(reason, asked);
    }
    const isOtherSource = settings.fetchSession !== this.#settings?.fetchSession;
    this.#settings = settings;
    if (!this.isSeen && this.#started !== undefined && (isOtherSource || settings.key !== this.#started)) {
      // The page's defaults have changed under a kept embed.
      this.end();
      return undefined;
    }
    this.connection.frames.rename(settings.frame.title);
    if (settings.key === this.#started) {
      this.connection.apply(settings.live);
      this.#go();
    } else if (this.#started !== undefined || asked || gate.mayBegin(settings.lazy)) this.#begin(settings);
    return undefined;
  }

  #refuse(reason: unknown, asked: boolean): CubeEmbedError {
    const error =
      reason instanceof CubeEmbedError ? reason : new CubeEmbedError('invalid-config', String(reason));
    const mayCome = !asked && this.#started === undefined && error instanceof MissingSetting;
    if (this.#refused === error.message || (mayCome && this.#attachment?.gate.waitsForSetting()))
      return error;
    this.#refused = error.message;
    this.#started = undefined;
    this.sessions.forget();
    this.#machine.refuse(error);
    return error;
  }

  #begin({ key, scope, live, target, frame, keep }: Settings): void {
    const { connection } = this;
    const first = this.#started === undefined;
    const kept = first && keep && this.isSeen ? takeKept(this) : undefined;
    if (kept instanceof RunningEmbed) {
      kept.#takeOver(this);
      return;
    }
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
