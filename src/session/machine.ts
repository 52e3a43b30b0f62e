/*
 * The life of one element's sessions, from the first fetch to the last renewal.
 *
 *   rest ──► wait ──► fetch ──► frame ──► rest          a load, or a renewal by a new frame
 *              ▲        │ └───────────────► rest        a renewal in place (`set-session`)
 *              └────────┴── backoff, lapse
 *
 * Level-triggered: each call from outside (a timer, the page, a frame, an answer) changes one fact and then asks
 * what is due, so that a late, doubled or missing call does no harm. `status` and `renewing` are derived.
 *
 * Retried: a failed call for a session, after min(60 s, 1 s · 2^(n-1)) with full jitter or `Retry-After`; a session
 * that became no live frame within its window (a lapse), at once; a fatal embed or a refused session, at once, once.
 * Ends it: removal; a denial; a failure not worth retrying; five failed attempts; three lapses in a row; the second
 * fatal embed without a stable minute between. While the token lives only the first two do: everything else is told
 * and tried again. From `error`, the return of the network or of the viewer tries again, except after a denial.
 */
import { backoff } from './backoff.js';
import { CubeEmbedError, toEmbedError } from './errors.js';
import { Outbox } from './outbox.js';
import type { SessionReason } from './source.js';
import { ASK_AGAIN, ATTEMPTS, FETCH_TIMEOUT, FOCUS_POLL, GRACE, LAPSES, SILENT_READY } from './timing.js';
import type { Token } from './token.js';
import { endOf, isNew, renewalOf } from './token.js';
import type { EmbedStatus, FrameWord, RenewalMethod, RenewalTrigger, World } from './world.js';

/** What is being pursued: a session for a first or a further frame, or for the live one. */
interface Need {
  reason: SessionReason;
  trigger: RenewalTrigger | undefined;
  attempt: number;
  lapses: number;
  consented: boolean;
}

type Step =
  | { name: 'rest' }
  | { name: 'wait'; until: number }
  | { name: 'fetch'; since: number; abort: AbortController }
  | { name: 'frame'; since: number; handed: number; silentAt: number; token: Token | undefined };

const REST: Step = { name: 'rest' };

export class SessionMachine {
  readonly #world: World;
  #running = false;
  #step: Step = REST;
  #need: Need | undefined;
  #live: Token | undefined;
  #error: CubeEmbedError | undefined;
  /** The tenant has sent a message: its silence means that it is not up. */
  #speaks = false;
  #recovered = false;
  /** A session that came after its call was given up, for the next start. */
  #kept: { session: string; since: number } | undefined;
  #scope = '';
  readonly #outbox = new Outbox();
  #told = 'idle false';

  constructor(world: World) {
    this.#world = world;
  }

  get status(): EmbedStatus {
    return this.#live ? 'ready' : this.#need ? 'loading' : this.#error ? 'error' : 'idle';
  }

  /** A renewal is under way: its session is being fetched, or its frame loads behind the live one. */
  get renewing(): boolean {
    return !!this.#live && !!this.#need?.attempt;
  }

  get error(): CubeEmbedError | null {
    return this.#error ?? null;
  }

  /**
   * Loads from the start, whatever was there before. `scope`: which embed it is; what is known of another one is
   * forgotten.
   */
  start(reason: SessionReason, scope = this.#scope): void {
    this.#running = true;
    this.#recovered = false;
    if (scope !== this.#scope) {
      this.#scope = scope;
      this.#kept = undefined;
      this.#speaks = false;
    }
    this.#begin(reason);
    this.#tick();
  }

  /** Ends everything at once: no timer, call or frame stays. */
  stop(): void {
    this.#halt();
    this.#running = false;
    this.#error = undefined;
    this.#told = 'idle false';
    this.#outbox.settle(new DOMException('The element was removed.', 'AbortError'));
    this.#world.changed();
  }

  /** Ends in `error` without having tried; for a configuration that cannot work. */
  refuse(error: CubeEmbedError): void {
    this.#running = true;
    this.#fail(error);
    this.#settle();
  }

  /** A new session and a new frame; the live one goes at once. Settles with the load. */
  reload(reason: SessionReason): Promise<void> {
    return this.#promise(() => this.start(reason));
  }

  /** A new session for the live frame, in place where it can take one. Joins what is under way. */
  renew(): Promise<void> {
    return this.#promise(() => {
      if (this.#live) this.#want('renew', 0);
      else if (!this.#need) this.start('reload');
      this.#tick();
    });
  }

  /** The page's activity has changed: back in sight, online, offline, hidden. */
  wake(): void {
    if (this.#error && this.#present && !final(this.#error)) this.#begin('retry');
    this.#tick();
  }

  /** Time has passed. */
  readonly tick = (): void => {
    this.#tick();
  };

  /** The page in the frame that is not live yet has loaded, whatever it may be. */
  loaded(): void {
    if (this.#step.name === 'frame') this.#step.silentAt = this.#world.now() + SILENT_READY;
    this.#tick();
  }

  /** A frame has sent a message; any valid one counts as speaking. `message`: what it says has failed. */
  hear(frame: 'live' | 'next', word?: FrameWord, message = ''): void {
    this.#speaks = true;
    const error =
      word === 'failed'
        ? new CubeEmbedError('embed-error', `The embed failed: ${message}`, { retryable: true })
        : new CubeEmbedError('session-expired', 'The embed refused its session.', { retryable: true });
    if (frame === 'next') this.#hearNext(word, error);
    else if (this.#live) this.#hearLive(this.#live, word, error);
    this.#tick();
  }

  get #present(): boolean {
    return this.#world.visible && this.#world.online;
  }

  #hearNext(word: FrameWord | undefined, error: CubeEmbedError): void {
    if (word === 'ready') this.#arrived(true);
    if ((word !== 'expired' && word !== 'failed') || this.#step.name !== 'frame') return;
    if (this.#live) this.#missed(error);
    else this.#recover(error, this.#need?.trigger);
  }

  #hearLive(live: Token, word: FrameWord | undefined, error: CubeEmbedError): void {
    const onTrial = live.inPlace && isNew(live, this.#world.tokenTtl, this.#world.now());
    if (word === 'ready' && !live.confirmed) {
      live.confirmed = true;
      this.#outbox.tell(() => this.#world.ready(true));
    }
    if (word === 'expiring' || word === 'expired') live.takesSession = true;
    if (word === 'expiring' && !onTrial) this.#want('session-expiring', 0);
    if (word === 'expired' && onTrial) this.#collapse(error);
    if (word === 'expired' && !onTrial) {
      live.expired = true;
      this.#want('session-expired', 0);
    }
    if (word === 'failed') this.#collapse(error);
  }

  #tick(): void {
    if (this.#running) {
      const now = this.#world.now();
      const step = this.#step;
      if (step.name === 'rest' && this.#live && now >= this.#due) {
        this.#want('window', this.#live.takesSession ? 0 : GRACE * (1 + this.#world.random()));
      }
      if (step.name === 'fetch' && now >= step.since + FETCH_TIMEOUT) {
        this.#missed(
          new CubeEmbedError('session-timeout', 'No session came within 30 seconds.', { retryable: true }),
        );
      }
      if (step.name === 'frame') this.#watch(step, now);
      if (this.#step.name === 'wait' && now >= this.#step.until && this.#clear(now)) this.#fetch(now);
    }
    this.#settle();
  }

  /** The frame that is not live yet: has it lapsed, is its silence long enough, are the viewer's hands off? */
  #watch(step: Step & { name: 'frame' }, now: number): void {
    if (step.token) this.#promoteWhenFree(step.token, now);
    else if (now >= step.since + this.#world.sessionTtl) this.#lapse();
    else if (now >= step.silentAt && !this.#speaks) this.#arrived(false);
  }

  /** Whether a session may be fetched now; else it says, by `until`, when to look again. */
  #clear(now: number): boolean {
    const world = this.#world;
    const need = this.#need;
    const live = this.#live;
    if (!need || !world.online || (need.trigger && !world.visible)) return false;
    if (!live || live.takesSession || need.consented) return true;
    const over = now >= this.#end;
    if (!over && need.trigger !== 'renew' && world.focused()) return this.#waitUntil(now + FOCUS_POLL);
    const step = this.#step;
    const may = world.mayReload(need.trigger ?? 'renew', !over) || over;
    // The host was asked: by now it may have removed, reloaded or renewed.
    if (this.#step !== step) return false;
    need.consented = may;
    return may || this.#waitUntil(now + ASK_AGAIN);
  }

  /** Waits, but not past the end of a living token: then it is asked again. */
  #waitUntil(moment: number): false {
    const end = this.#end;
    this.#step = { name: 'wait', until: this.#world.now() < end ? Math.min(moment, end) : moment };
    return false;
  }

  #begin(reason: SessionReason, trigger?: RenewalTrigger): void {
    this.#halt();
    this.#error = undefined;
    this.#need = { reason, trigger, attempt: 0, lapses: 0, consented: false };
    this.#waitUntil(this.#world.now());
  }

  /** A renewal is wanted after `delay` ms. What is under way is joined; only a wait not yet tried is cut short. */
  #want(trigger: RenewalTrigger, delay: number): void {
    const until = this.#world.now() + delay;
    if (!this.#need) {
      this.#need = { reason: 'renewal', trigger, attempt: 0, lapses: 0, consented: false };
      this.#waitUntil(until);
      return;
    }
    const asked = trigger === 'renew';
    if (asked) this.#need.trigger = trigger;
    if (this.#step.name === 'wait' && (asked || this.#need.attempt === 0)) {
      this.#waitUntil(Math.min(until, this.#step.until));
    }
  }

  #fetch(since: number): void {
    const need = this.#need as Need;
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept && need.reason === 'initial' && since < kept.since + this.#world.sessionTtl) {
      this.#handOver(kept.session, kept.since);
      return;
    }
    const abort = new AbortController();
    const step: Step = { name: 'fetch', since, abort };
    const scope = this.#scope;
    this.#step = step;
    need.attempt++;
    this.#world.fetchSession(need.reason, need.attempt, abort.signal).then(
      (session) => {
        if (this.#step === step) this.#handOver(session, since);
        else if (this.#scope === scope) this.#kept = { session, since };
        this.#tick();
      },
      (reason: unknown) => {
        if (this.#step === step) this.#missed(toEmbedError(reason));
        this.#tick();
      },
    );
  }

  #handOver(session: string, since: number): void {
    const now = this.#world.now();
    if (now >= since + this.#world.sessionTtl) {
      this.#lapse();
    } else if (this.#live?.takesSession) {
      this.#live = { ...this.#live, since: now, jitter: this.#world.random(), inPlace: true, expired: false };
      this.#world.renewInPlace(session);
      this.#done('in-place');
    } else {
      this.#step = { name: 'frame', since, handed: now, silentAt: Infinity, token: undefined };
      this.#world.load(session);
    }
  }

  /** The frame is up. */
  #arrived(confirmed: boolean): void {
    if (this.#step.name !== 'frame' || this.#step.token) return;
    const token: Token = {
      since: this.#step.handed,
      jitter: this.#world.random(),
      confirmed,
      takesSession: false,
      inPlace: false,
      expired: false,
    };
    this.#step.token = token;
    this.#promoteWhenFree(token, this.#world.now());
  }

  #promoteWhenFree(token: Token, now: number): void {
    const live = this.#live;
    const asked = this.#need?.trigger === 'renew';
    if (live && !asked && now < this.#end && this.#world.focused()) return;
    this.#live = token;
    this.#world.promote();
    this.#outbox.tell(() => this.#world.ready(token.confirmed));
    this.#done('reload');
  }

  #done(method: RenewalMethod): void {
    const trigger = this.#need?.trigger;
    this.#need = undefined;
    this.#step = REST;
    if (trigger) this.#outbox.tell(() => this.#world.renewed(method, trigger));
    this.#outbox.settle();
  }

  /** The session ran out before it became a live frame. */
  #lapse(): void {
    const need = this.#need as Need;
    this.#cancel();
    if (++need.lapses < LAPSES) {
      need.attempt = 0;
      this.#waitUntil(this.#world.now());
      return;
    }
    need.lapses = 0;
    need.attempt = ATTEMPTS;
    const message = `${LAPSES} sessions in a row ran out before the embed was ready.`;
    this.#missed(new CubeEmbedError('frame-timeout', message, { retryable: true }));
  }

  /** A try for a session has failed: quietly again, while the token lives; else up to five times. */
  #missed(error: CubeEmbedError): void {
    const need = this.#need as Need;
    const now = this.#world.now();
    const alive = now < this.#end;
    const lastTry = !error.retryable || need.attempt >= ATTEMPTS;
    if (final(error) || (lastTry && !alive)) {
      this.#fail(error);
      return;
    }
    this.#cancel();
    if (this.#live) this.#outbox.tell(() => this.#world.failed(error, false));
    if (lastTry) this.#outbox.settle(error);
    this.#waitUntil(now + backoff(need.attempt, this.#world.random(), error.retryAfter));
  }

  /** The live frame is of no use any more. What is on its way goes on, as a load; else one is begun. */
  #collapse(error: CubeEmbedError): void {
    const step = this.#step;
    if (this.#live && !isNew(this.#live, this.#world.tokenTtl, this.#world.now())) this.#recovered = false;
    if (step.name === 'frame' && step.token) {
      this.#promoteWhenFree(step.token, Infinity);
    } else if (this.#recovered || step.name === 'rest' || step.name === 'wait') {
      this.#recover(error, error.code === 'embed-error' ? 'embed-error' : 'session-expired');
    } else {
      this.#recovered = true;
      this.#live = undefined;
      this.#world.drop('live');
      this.#outbox.tell(() => this.#world.failed(error, false));
    }
  }

  #recover(error: CubeEmbedError, trigger: RenewalTrigger | undefined): void {
    if (this.#recovered) {
      this.#fail(error);
      return;
    }
    this.#recovered = true;
    this.#begin('retry', trigger);
    this.#outbox.tell(() => this.#world.failed(error, false));
  }

  #fail(error: CubeEmbedError): void {
    this.#halt();
    this.#error = error;
    this.#outbox.tell(() => this.#world.failed(error, true));
    this.#outbox.settle(error);
  }

  /** Gives up the call or the new frame that is under way; the live frame stays. */
  #cancel(): void {
    if (this.#step.name === 'fetch') this.#step.abort.abort();
    if (this.#step.name === 'frame') this.#world.drop('next');
    this.#step = REST;
  }

  /** Gives up everything, the live frame too. */
  #halt(): void {
    this.#cancel();
    this.#need = undefined;
    this.#live = undefined;
    this.#outbox.forget();
    this.#world.drop('live');
    this.#world.wakeAt(Infinity);
  }

  /** When to renew the live token: not while the viewer is away. */
  get #due(): number {
    return this.#live && this.#present ? renewalOf(this.#live, this.#world.tokenTtl) : Infinity;
  }

  /** When the live token ends; without one, long ago. */
  get #end(): number {
    return this.#live ? endOf(this.#live, this.#world.tokenTtl) : 0;
  }

  #promise(act: () => void): Promise<void> {
    const promise = this.#outbox.promise();
    // A caller who does not look at the promise hears of the failure by the event: no unhandled rejection.
    promise.catch(() => undefined);
    act();
    return promise;
  }

  /** Sets the next alarm and, with every fact in place, tells the host what has come of it. */
  #settle(): void {
    if (this.#running) this.#world.wakeAt(this.#nextMoment());
    const told = `${this.status} ${this.renewing}`;
    if (told !== this.#told) {
      this.#told = told;
      this.#world.changed();
    }
    this.#outbox.flush();
  }

  /** When to see again whether the viewer's hands have left the live frame. */
  #nextLook(): number {
    return Math.min(this.#world.now() + FOCUS_POLL, this.#end);
  }

  #nextMoment(): number {
    const world = this.#world;
    const step = this.#step;
    switch (step.name) {
      case 'rest':
        return this.#due;
      case 'wait':
        return world.online && (world.visible || !this.#need?.trigger) ? step.until : Infinity;
      case 'fetch':
        return step.since + FETCH_TIMEOUT;
      case 'frame':
        if (step.token) return this.#nextLook();
        return Math.min(step.since + world.sessionTtl, this.#speaks ? Infinity : step.silentAt);
    }
  }
}

/** Nothing but the host can mend these. */
function final(error: CubeEmbedError): boolean {
  return error.code === 'session-denied' || error.code === 'invalid-config';
}
