import type { CubeEmbedError } from '../../../../src/shared/errors.js';
import { createSessionMachine } from '../../../../src/session/machine.js';
import { createSessionSource } from '../../../../src/session/source.js';
import type { Session, SessionReason } from '../../../../src/session/source.js';
import type {
  FrameMessage,
  RenewalMethod,
  Renewal,
  RenewalTrigger,
  World,
} from '../../../../src/session/world.js';
import { Backend } from './backend.js';
import { frozenTransition } from './frozen.js';
import { Embed } from './embed.js';
import type { EmbedOptions } from './embed.js';
import { Tenant } from './tenant.js';
import { DAY, HOUR, MINUTE, SECOND, Time } from './time.js';

/** What the machine does to the page. */
export type Effect = 'abort' | 'load' | 'promote' | 'drop';

/** The state machine of one element in a page, with clocks, activity, a backend, a tenant and its frames. */
export class Scene implements World {
  sessionTtl = 5 * MINUTE;
  tokenTtl = DAY;
  /** Whether the element is in the page. */
  connected = false;
  /** Whether the embed is kept, and no element shows it. */
  parked = false;
  online = true;
  /** Whether the viewer's focus is in the live frame. */
  focus = false;
  /** Whether the host cancels before-reload. */
  cancels = false;
  prerendering = false;
  /** Whether the browser shows if the next frame's page has arrived. */
  canSeePage = true;
  mayBeStopped = true;
  /** Why the page's policy blocks the new frame, if it does. */
  blocked: CubeEmbedError | undefined;
  renewal: Renewal = 'auto';
  /** Whether another embed of the tenant has proven that it understands `set-session`. */
  supportsSetSession = false;
  random = (): number => 0.5;
  /** The element's delay in the page's queue: none, unless a test has several elements. */
  takeTurn = (): number => 0;
  embed: EmbedOptions = {
    generation: 'events',
    start: 'well',
    loading: 200,
    exchanging: 300,
    margin: HOUR,
    notice: 5 * MINUTE,
  };

  readonly time = new Time(
    () => {
      this.machine.tick();
    },
    () => this.settle(),
  );
  readonly now = this.time.now;
  readonly tenant = new Tenant(this.time);
  readonly backend = new Backend(this.tenant, this.time);
  readonly machine = createSessionMachine(this, frozenTransition);
  readonly sessions = createSessionSource(this.now);
  /** Everything the host was notified of, in order. */
  told: string[] = [];
  /** Called with each notification when it happens. */
  onTold: (what: string) => void = () => undefined;
  /** Called inside each effect on the page: browsers fire events in the middle of them. */
  onEffect: (effect: Effect) => void = () => undefined;
  live: Embed | undefined;
  next: Embed | undefined;
  /** Every session that was loaded in a frame or sent to one, with its age by the page's clock. */
  readonly handed: { session: string; age: number }[] = [];
  /** Violated invariants. */
  readonly wrongs: string[] = [];
  check: () => void = () => undefined;
  readonly #greeted = new WeakSet<Embed>();
  readonly #speaking = new Set<string>();
  #isPageVisible = true;
  #scope = '';
  #status = 'idle';
  #renewing = false;

  constructor() {
    this.backend.onAbort = () => {
      this.onEffect('abort');
    };
  }

  // Actions of the page and the host.

  start(reason: SessionReason = 'initial', scope = 'one'): Promise<void> {
    this.connected = true;
    if (scope !== this.#scope) this.sessions.forget();
    this.#scope = scope;
    this.machine.start(reason);
    return this.settle();
  }

  /** Starts, and waits until the embed is up. */
  async up(): Promise<void> {
    await this.start();
    await this.pass(5 * SECOND);
    this.told = [];
  }

  pass(duration: number): Promise<void> {
    return this.time.pass(duration);
  }

  /** Sleeps and wakes up; a page that stayed visible is notified only by `resume`. */
  async sleep(duration: number): Promise<void> {
    this.time.sleep(duration);
    await this.woken();
  }

  async show(visible = true): Promise<void> {
    this.visible = visible;
    await this.woken();
  }

  hide(): Promise<void> {
    return this.show(false);
  }

  async connect(online = true): Promise<void> {
    this.online = online;
    await this.woken();
  }

  disconnect(): Promise<void> {
    return this.connect(false);
  }

  /** A page event that reports a change to a connected element. */
  async woken(): Promise<void> {
    if (this.connected) this.machine.wake();
    await this.settle();
    await this.pass(0);
  }

  /** The element's configuration cannot work. */
  refuse(error: CubeEmbedError): Promise<void> {
    this.connected = true;
    this.sessions.forget();
    this.machine.refuse(error);
    return this.settle();
  }

  /** Removes all listeners. */
  ignoreAll(): void {
    this.onTold = this.onEffect = this.backend.onCall = () => undefined;
  }

  async says(frame: 'live' | 'next', word?: FrameMessage): Promise<void> {
    this.#hear(frame, word);
    await this.settle();
  }

  #hear(frame: 'live' | 'next', word?: FrameMessage): void {
    this.#speaking.add(this.#scope);
    this.machine.hear(frame, word);
  }

  /** Whether an embed like this one has sent a message. */
  get sendsMessages(): boolean {
    return this.#speaking.has(this.#scope);
  }

  /** What a viewer does not see is not visible, whatever the page is. */
  get visible(): boolean {
    return this.#isPageVisible && !this.parked;
  }

  set visible(isVisible: boolean) {
    this.#isPageVisible = isVisible;
  }

  /** The element is about to be removed, and leaves its embed behind. */
  async park(): Promise<void> {
    if (!this.connected || this.parked || this.machine.status !== 'ready') return;
    this.parked = true;
    this.machine.rest();
    await this.settle();
  }

  /** The next element with the same settings begins: it takes the embed, or loads if that is not usable. */
  async take(): Promise<void> {
    if (!this.parked) return;
    this.parked = false;
    if (this.now() < this.machine.tokenEnd) return this.woken();
    await this.remove();
    await this.start();
  }

  async remove(): Promise<void> {
    this.connected = this.parked = false;
    this.machine.stop();
    await this.settle();
  }

  /** Lets every promise settle that can. */
  async settle(): Promise<void> {
    await new Promise(setImmediate);
    this.check();
  }

  // What the machine sees.

  /** The source of its sessions: its own backend. */
  get source(): unknown {
    return this.backend;
  }

  wakeAt(moment: number): void {
    this.time.setAlarm(moment);
  }

  fetchSession(reason: SessionReason, attempt: number, signal: AbortSignal): Promise<Session> {
    if (!this.online) this.wrongs.push('fetched while offline');
    if (this.parked) this.wrongs.push('fetched while parked');
    if (!this.visible && reason === 'renewal') this.wrongs.push('began a renewal while hidden');
    const context = { surface: 'dashboard', dashboardId: this.#scope, reason, attempt, signal } as const;
    const session = this.sessions.fetch(this.backend.fetchSession, context);
    if (this.backend.inFlight.length > 1) this.wrongs.push('two calls in flight');
    return session;
  }

  load(session: string): void {
    this.#hand(session);
    if (this.next) this.wrongs.push('a third frame');
    this.next = new Embed(session, this.embed, this.time, this.tenant, {
      here: (embed) => embed === this.live || embed === this.next,
      loaded: (embed) => {
        // A silent embed whose page has loaded again has lost its session.
        if (this.parked && !this.#greeted.has(embed)) void this.remove();
        else this.machine.loaded(embed === this.live ? 'live' : 'next');
      },
      says: (embed, word) => {
        if (word === 'ready') this.#greeted.add(embed);
        if (this.parked && (word === 'fatal' || word === 'expired')) void this.remove();
        else this.#hear(embed === this.live ? 'live' : 'next', word);
      },
    });
    this.onEffect('load');
  }

  hasPage(): boolean | undefined {
    return this.canSeePage ? this.next?.options.start !== 'blank' : undefined;
  }

  nextTask(act: () => void): void {
    setImmediate(act);
  }

  markSupported(): void {
    this.supportsSetSession = true;
  }

  promote(): void {
    if (!this.next) this.wrongs.push('promoted nothing');
    this.live = this.next;
    this.next = undefined;
    this.onEffect('promote');
  }

  drop(frame: 'live' | 'next'): void {
    if (!this[frame]) return;
    this[frame] = undefined;
    this.onEffect('drop');
  }

  renewInPlace(session: string): void {
    this.#hand(session);
    const { live } = this;
    if (!live) this.wrongs.push('sent a session to no frame');
    this.time.later(20, () => {
      if (live && live === this.live) live.renew(session);
    });
  }

  focused(): boolean {
    return this.focus && this.live !== undefined;
  }

  mayReload(reason: RenewalTrigger, cancelable: boolean): boolean {
    this.#tell(`before-reload ${reason}${cancelable ? '' : ' for good'}`);
    // Always reported; the machine has to ignore it where it does not apply.
    return !this.cancels;
  }

  changed(): void {
    const { status, renewing } = this.machine;
    // Nobody sees it: a frame that has failed is not worth another one.
    if (this.parked && status !== 'ready') {
      void this.remove();
      return;
    }
    if (status !== this.#status) {
      this.#status = status;
      this.#tell(`status ${status}`);
    }
    if (renewing !== this.#renewing) {
      this.#renewing = renewing;
      this.#tell(`renewing ${renewing}`);
    }
  }

  ready(confirmed: boolean, again?: true): void {
    this.#tell(`ready ${confirmed ? 'confirmed' : 'unconfirmed'}${again ? ' again' : ''}`);
  }

  renewed(method: RenewalMethod, trigger: RenewalTrigger, confirmed: boolean): void {
    this.#tell(`renewed ${method} ${trigger}${confirmed ? '' : ' unconfirmed'}`);
  }

  failed(error: CubeEmbedError, fatal: boolean): void {
    this.#tell(`${fatal ? 'error' : 'failed'} ${error.code}`);
  }

  #tell(what: string): void {
    this.told.push(what);
    this.onTold(what);
  }

  #hand(session: string): void {
    const age = this.now() - this.tenant.mintedAt(session);
    if (age >= this.sessionTtl) this.wrongs.push('used a stale session');
    if (this.handed.some((earlier) => earlier.session === session)) this.wrongs.push('used a session twice');
    this.handed.push({ session, age });
  }
}
