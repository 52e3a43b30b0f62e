import type { FrameMessage } from '../../../../src/session/world.js';
import type { Tenant } from './tenant.js';
import type { Time } from './time.js';

/** What an embed of this Cube version supports: no messages; events; events and renewal in place. */
export type Generation = 'none' | 'events' | 'renewal';

/** How an embed starts. `silent`: its page loads but is broken; `stuck`: its page arrives but never finishes to load; `blank`: its page never arrives. */
export type Start = 'well' | 'silent' | 'stuck' | 'blank' | 'fatal';

/** What an embed needs from its page. */
export interface Outside {
  /** Whether the frame is still in the page. */
  here(embed: Embed): boolean;
  loaded(embed: Embed): void;
  says(embed: Embed, word: FrameMessage | undefined): void;
}

export interface EmbedOptions {
  generation: Generation;
  start: Start;
  /** How long the page takes to load, and then to exchange its session, in milliseconds. */
  loading: number;
  exchanging: number;
  /** How long before the token's expiry the embed stops trusting it, and how much earlier it gives notice. */
  margin: number;
  notice: number;
}

/** One frame with its token: exchanges its session, and watches its token as its generation does. */
export class Embed {
  /** In real time; `undefined` before the exchange and after a refusal. */
  tokenEnd: number | undefined;
  fatal = false;
  /** Whether its page was reloaded. */
  restarted = false;
  /** Whether it has exchanged its first session, or tried to. */
  #begun = false;
  readonly session: string;
  readonly options: EmbedOptions;
  readonly #time: Time;
  readonly #tenant: Tenant;
  readonly #outside: Outside;
  #watch = 0;

  constructor(session: string, options: EmbedOptions, time: Time, tenant: Tenant, outside: Outside) {
    this.session = session;
    this.options = options;
    this.#time = time;
    this.#tenant = tenant;
    this.#outside = outside;
    if (options.start === 'stuck' || options.start === 'blank') return;
    this.#soon(options.loading, () => {
      outside.loaded(this);
      if (options.start === 'fatal') this.fail();
      else if (options.start === 'well') this.#soon(options.exchanging, () => this.begin());
    });
  }

  /** Whether the viewer can use it. */
  get alive(): boolean {
    return !this.fatal && this.tokenEnd !== undefined && this.#time.real < this.tokenEnd;
  }

  begin(): void {
    if (this.#begun || this.fatal) return;
    this.#begun = true;
    this.#take(this.session, 'ready');
  }

  /** The viewer reloads the frame's page: its session is spent. */
  restart(): void {
    this.#watch++;
    this.tokenEnd = undefined;
    this.restarted = true;
    this.#soon(this.options.loading, () => {
      this.#outside.loaded(this);
      this.#soon(this.options.exchanging, () => {
        this.#refused();
      });
    });
  }

  /** A `set-session`. */
  renew(session: string): void {
    if (this.options.generation === 'renewal') this.#take(session, undefined);
  }

  fail(): void {
    this.fatal = true;
    this.says('fatal');
  }

  says(word: FrameMessage | undefined): void {
    const { generation } = this.options;
    const newer = word === 'expiring' || word === 'expired';
    if (generation === 'none' || (newer && generation === 'events')) return;
    this.#outside.says(this, word);
  }

  #take(session: string, word: FrameMessage | undefined): void {
    if (this.#tenant.failing) {
      // The error is not fatal only if the embed is already up.
      if (word) this.fail();
      else this.says('error');
      return;
    }
    const end = this.#tenant.exchange(session);
    this.tokenEnd = end;
    if (end === undefined) {
      this.#refused();
      return;
    }
    this.#observe(end);
    if (word) this.says(word);
  }

  #refused(): void {
    // The older embed can report this only as a fatal error.
    if (this.options.generation === 'renewal') this.says('expired');
    else this.fail();
  }

  /** The best-effort timers inside the frame. */
  #observe(end: number): void {
    const watch = ++this.#watch;
    const left = end - this.#time.real;
    const { margin, notice } = this.options;
    this.#soon(left - margin - notice, () => watch === this.#watch && this.says('expiring'));
    this.#soon(left - margin, () => watch === this.#watch && this.says('expired'));
  }

  #soon(delay: number, run: () => void): void {
    this.#time.later(Math.max(delay, 0), () => {
      if (this.#outside.here(this)) run();
    });
  }
}
