import { now } from '../page/alarm.js';
import { defaults } from '../page/defaults.js';
import { takeSessionAhead } from '../page/session-ahead.js';
import { inNextTask } from '../page/task.js';
import { createSessionMachine } from '../session/machine.js';
import { createSessionSource } from '../session/source.js';
import type { FrameSlot, FrameMessage } from '../session/world.js';
import type { CubeEmbedError } from '../shared/errors.js';
import { removed } from '../shared/errors.js';
import type { ViewerData } from '../shared/viewer.js';
import { holdForViewer } from '../shared/viewer.js';
import type { Attached } from './attachment.js';
import { Attachment } from './attachment.js';
import type { Configured } from './configuration.js';
import { Configuration } from './configuration.js';
import type { ConnectionOwner } from './connection.js';
import { EmbedConnection } from './connection.js';
import { takeEarlyCall } from './early-call.js';
import type { Embed, EmbedHost } from './embed.js';
import type { KeptEmbed } from './kept-embeds.js';
import { forgetKept, keepEmbed, mostKept, takeKept } from './kept-embeds.js';
import { canMoveFrames, ParkingSpace } from './parking.js';
import type { Settings } from './settings.js';
import { isSameEmbed } from './settings.js';
import type { StartGate } from './start-gate.js';
import type { WorldParts } from './world.js';
import { announceReady, createWorld } from './world.js';

/** Joins the session, the frames and the properties to the element that holds the embed, or to the parking. */
export class RunningEmbed
  implements Embed, Attached, Configured, ConnectionOwner, WorldParts, KeptEmbed, ViewerData
{
  // Before the machine, whose world reads them at once.
  readonly emit: EmbedHost['emit'] = (name, detail, cancelable) => this.host.emit(name, detail, cancelable);
  readonly tick = (): void => {
    this.machine.tick();
  };
  readonly connection = new EmbedConnection(this);
  readonly sessions = createSessionSource(now, takeSessionAhead);
  readonly machine = createSessionMachine(createWorld(this));
  readonly #configuration = new Configuration(this);
  #host: EmbedHost;
  /** Its place in a page, while it has one. */
  #attachment: Attachment | undefined;
  /** The viewer's focus was in it when it was kept. */
  #hadFocus = false;

  /** `settings`: those that it will begin with, where they are known. */
  constructor(host: EmbedHost, settings?: Settings) {
    this.#host = host;
    this.#configuration.settings = settings;
    holdForViewer(this);
  }

  get status(): Embed['status'] {
    return this.machine.status;
  }

  get renewing(): boolean {
    return this.machine.renewing;
  }

  get error(): CubeEmbedError | null {
    return this.machine.error;
  }

  get path(): string | undefined {
    return this.#configuration.path;
  }

  set path(path: string | undefined) {
    this.#configuration.path = path;
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
    this.#leave();
    this.#configuration.reset();
    this.machine.stop();
    if (!this.isSeen) this.end();
  }

  update(): void {
    if (this.#isObsolete()) this.end();
    else if (this.gate?.propertiesSettled) this.#configuration.proceed(false);
    this.connection.flush();
  }

  renew(): Promise<void> {
    return this.#afterUpdate(() => this.machine.renew());
  }

  reload(reason: 'reload' | 'retry'): Promise<void> {
    this.#configuration.allow();
    this.sessions.forget();
    return this.#afterUpdate(() => this.machine.reload(reason, reason === 'retry'));
  }

  act(type: string, payload: object): void {
    this.connection.act(type, payload, !!this.#attachment && !!this.host.pendingUpdate());
  }

  focus(options?: FocusOptions): void {
    this.connection.frames.focus(options);
  }

  moved(): void {
    if (this.connection.frames.restarted()) void this.reload('reload');
  }

  park(): boolean {
    const { host, view } = this;
    const { live, focused } = this.connection.frames;
    const mayKeep = this.isSeen && canMoveFrames(host.root()) && mostKept() > 0;
    if (!mayKeep || !this.#attachment || !this.isShown || !live) return false;
    const { clientWidth, clientHeight, ownerDocument } = host.element;
    const space = new ParkingSpace(ownerDocument, this.settings.own, clientWidth, clientHeight);
    const successor = new RunningEmbed(host);
    this.#hadFocus = focused;
    this.#moveTo(space, view);
    host.hold(successor);
    this.machine.rest();
    if (this.connection.move()) keepEmbed(this);
    else this.end();
    host.changed();
    // Not removed after all: takes the embed back in the next task.
    if (host.element.isConnected) successor.attach(host);
    return true;
  }

  end(): void {
    forgetKept(this);
    if (this.#attachment) this.detach();
    this.element.remove();
  }

  yieldToKept(): boolean {
    const kept = this.isSeen ? takeKept(this) : undefined;
    if (kept instanceof RunningEmbed) kept.#takeOver(this);
    return !!kept;
  }

  /** Goes on in the element that holds `other`, with the properties of that one. */
  #takeOver(other: RunningEmbed): void {
    const space = this.element;
    const { host, view } = other;
    other.#leave();
    this.#moveTo(host, view);
    // What it shows is brought up to date before it is seen.
    const isCurrent = this.#configuration.inherit(other.#configuration);
    this.connection.inherit(other.connection);
    const isUsable = this.connection.move() && isCurrent;
    space.remove();
    this.connection.frames.restoreBox();
    if (isUsable && this.#hadFocus) this.connection.frames.takeFocus();
    host.changed();
    if (!isUsable) this.machine.start('reload');
    else if (this.isShown) announceReady(this, this.connection.isConfirmed);
    this.machine.wake();
  }

  /** Outside of a page, it begins anew when it is attached; in one it ends, until its `reload()`; a kept one is dropped. */
  forgetViewer(): () => void {
    const end = this.#configuration.forgetViewer();
    this.sessions.forget();
    this.connection.forgetViewer();
    return () => {
      if (this.isSeen) end();
      else this.end();
    };
  }

  get keptKey(): string {
    return this.#configuration.settings?.keptKey ?? '';
  }

  get source(): unknown {
    return this.#configuration.settings?.fetchSession;
  }

  get isUsable(): boolean {
    return this.status === 'loading' || (this.isShown && this.connection.isIntact);
  }

  get tokenEnd(): number {
    return this.machine.tokenEnd;
  }

  get host(): EmbedHost {
    return this.#host;
  }

  get gate(): StartGate | undefined {
    return this.#attachment?.gate;
  }

  get isSeen(): boolean {
    return this.host.isSeen;
  }

  get element(): HTMLElement {
    return this.host.element;
  }

  get root(): ShadowRoot {
    return this.host.root();
  }

  get settings(): Settings {
    const { settings } = this.#configuration;
    if (!settings) throw new Error('There are no settings before the first update.');
    return settings;
  }

  get view(): Window {
    return this.#attachment?.view ?? window;
  }

  get signedOut(): CubeEmbedError | undefined {
    return this.#configuration.signedOut;
  }

  get isShown(): boolean {
    return this.status === 'ready';
  }

  changed(): void {
    this.host.changed();
  }

  wake(isOnline: boolean): void {
    this.machine.wake(isOnline);
  }

  restored(): void {
    this.machine.restored();
  }

  loaded(slot: FrameSlot, isError: boolean): void {
    // A silent embed whose page has reloaded itself has lost its session.
    if (!this.isSeen && slot === 'live' && !this.connection.isConfirmed) this.end();
    else this.machine.loaded(slot, isError);
  }

  message(slot: FrameSlot, kind: FrameMessage | undefined, text: string): void {
    // Nobody sees it: it is worth neither a session nor a new frame.
    if (!this.isSeen && slot === 'live' && (kind === 'fatal' || kind === 'expired')) this.end();
    else this.machine.hear(slot, kind, text);
  }

  #moveTo(host: EmbedHost, view: Window): void {
    this.#leave();
    this.#host = host;
    host.hold(this);
    this.#attachment = new Attachment(host, view, this);
  }

  #leave(): void {
    this.#attachment?.end();
    this.#attachment = undefined;
  }

  /** Whether the page's defaults have changed under a kept embed. */
  #isObsolete(): boolean {
    const { settings, started } = this.#configuration;
    return !this.isSeen && !!settings && started !== undefined && !isSameEmbed(settings, defaults());
  }

  /** Does what the host asks for, when the properties that it has set in the same task count. */
  #afterUpdate(act: () => Promise<void>): Promise<void> {
    const configuration = this.#configuration;
    const { started, signedOut } = configuration;
    const go = async (): Promise<void> => {
      if (!this.#attachment) throw removed();
      // A sign-out meanwhile was meant for this call as well.
      if (configuration.signedOut && configuration.signedOut !== signedOut) throw configuration.signedOut;
      const error = configuration.proceed(true);
      if (error) throw error;
      // What the latest properties began by themselves is new enough.
      await (started === configuration.started ? act() : this.machine.renew());
    };
    const pending = this.#attachment && this.host.pendingUpdate();
    const promise = (pending ? pending.then(go) : go()).catch(async (reason: unknown) => {
      // A host that calls again and again until this succeeds must not keep the page from its tasks.
      await new Promise<void>(inNextTask);
      throw reason;
    });
    // Who does not look at the promise hears of the failure by the event.
    promise.catch(() => undefined);
    return promise;
  }
}
