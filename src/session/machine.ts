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
 * Ends it: removal; a denial; a failure not worth retrying; five failed attempts; a `Retry-After` of over five
 * minutes; three lapses in a row; the second fatal embed without a stable minute between. While the token lives only the first two do: everything else is told
 * and tried again. From `error`, the return of the network or of the viewer tries again, except after a denial.
 */
import { backoff } from './backoff.js';
import { CubeEmbedError, isFinal, passing, toEmbedError } from './errors.js';
import { createOutbox } from './outbox.js';
import type { FrameStep, Need, Session, Step } from './pursuit.js';
import { newNeed, REST } from './pursuit.js';
import type { SessionReason } from './source.js';
import {
  ASK_AGAIN,
  ATTEMPTS,
  FETCH_TIMEOUT,
  FOCUS_POLL,
  GRACE,
  LAPSES,
  LONGEST_WAIT,
  SILENT_READY,
} from './timing.js';
import type { Token } from './token.js';
import { endOf, isNew, renewalOf } from './token.js';
import type { EmbedStatus, FrameWord, RenewalMethod, RenewalTrigger, World } from './world.js';

const QUIET = 'idle false';

/** What an element sees of its machine. */
export interface SessionMachine {
  readonly status: EmbedStatus;
  /** A renewal is under way: its session is being fetched, or its frame loads behind the live one. */
  readonly renewing: boolean;
  readonly error: CubeEmbedError | null;
  /**
   * Loads from the start, whatever was there before. `scope`: which embed it is; what is known of another one is
   * forgotten.
   */
  start(reason: SessionReason, scope?: string): void;
  /** Ends everything at once: no timer, call or frame stays. */
  stop(): void;
  /** Ends in `error` without having tried; for a configuration that cannot work. */
  refuse(error: CubeEmbedError): void;
  /** A new session and a new frame; the live one goes at once. Settles with the load. */
  reload(reason: SessionReason): Promise<void>;
  /** A new session for the live frame, in place where it can take one. Joins what is under way. */
  renew(): Promise<void>;
  /** The page's activity has changed: back in sight, online, offline, hidden. */
  wake(): void;
  /** Time has passed. */
  readonly tick: () => void;
  /** The page in the frame that is not live yet has loaded, whatever it may be. */
  loaded(): void;
  /** A frame has sent a message; any valid one counts as speaking. `message`: what it says has failed. */
  hear(frame: 'live' | 'next', word?: FrameWord, message?: string): void;
}

export function createSessionMachine(world: World): SessionMachine {
  const outbox = createOutbox();
  let running = false;
  let step: Step = REST;
  let need: Need | undefined;
  let live: Token | undefined;
  let failure: CubeEmbedError | undefined;
  let scope = '';
  /** The tenant has sent a message: its silence means that it is not up. */
  let speaks = false;
  /** The one recovery that needs no host has been used. */
  let recovered = false;
  /** A session that came after its element was removed, for the next start. */
  let kept: Session | undefined;
  let told = QUIET;

  const statusNow = (): EmbedStatus => (live ? 'ready' : need ? 'loading' : failure ? 'error' : 'idle');
  const isRenewing = (): boolean => !!live && !!need?.attempt;
  const isPresent = (): boolean => world.visible && world.online;
  const isFresh = ({ since }: { since: number }): boolean => world.now() < since + world.sessionTtl;
  /** When to renew the live token: not while the viewer is away. */
  const renewalDue = (): number => (live && isPresent() ? renewalOf(live, world.tokenTtl) : Infinity);
  /** When the live token ends; without one, long ago. */
  const tokenEnd = (): number => (live ? endOf(live, world.tokenTtl) : 0);
  const isJustHandedOver = (token: Token): boolean => isNew(token, world.tokenTtl, world.now());

  /** `fatal`: it ends in `error`; otherwise the machine goes on by itself. */
  function report(error: CubeEmbedError, fatal: boolean): void {
    outbox.tell(() => world.failed(error, fatal));
  }

  // ── What is asked for ──────────────────────────────────────────────────────────────────────────────────────────

  function start(reason: SessionReason, newScope = scope): void {
    running = true;
    recovered = false;
    if (newScope !== scope) {
      scope = newScope;
      kept = undefined;
      speaks = false;
    }
    begin(reason);
    tick();
  }

  function stop(): void {
    halt();
    running = false;
    failure = undefined;
    told = QUIET;
    outbox.settle(new DOMException('The element was removed.', 'AbortError'));
    world.changed();
  }

  function refuse(error: CubeEmbedError): void {
    running = true;
    fail(error);
    settle();
  }

  function reload(reason: SessionReason): Promise<void> {
    const promise = outbox.promise();
    start(reason);
    return promise;
  }

  function renew(): Promise<void> {
    const promise = outbox.promise();
    if (live) want('renew', 0);
    else if (!need) start('reload');
    tick();
    return promise;
  }

  function begin(reason: SessionReason, trigger?: RenewalTrigger): void {
    halt();
    failure = undefined;
    need = newNeed(reason, trigger);
    waitUntil(world.now());
  }

  /** A renewal is wanted after `delay` ms. What is under way is joined; only a wait not yet tried is cut short. */
  function want(trigger: RenewalTrigger, delay: number): void {
    const until = world.now() + delay;
    const asked = trigger === 'renew';
    if (!need) {
      need = newNeed('renewal', trigger);
      waitUntil(until);
      return;
    }
    if (asked) need.trigger = trigger;
    if (step.name === 'wait' && (asked || !need.attempt)) waitUntil(Math.min(until, step.until));
  }

  // ── What happens ───────────────────────────────────────────────────────────────────────────────────────────────

  function wake(): void {
    if (failure && isPresent() && !isFinal(failure)) begin('retry');
    tick();
  }

  function tick(): void {
    if (running) {
      const now = world.now();
      if (step.name === 'rest' && live && now >= renewalDue()) {
        want('window', live.takesSession ? 0 : GRACE * (1 + world.random()));
      }
      if (step.name === 'fetch' && now >= step.since + FETCH_TIMEOUT) {
        missed(passing('session-timeout', 'No session came in 30 s.'));
      }
      if (step.name === 'frame') watch(step, now);
      if (step.name === 'wait' && now >= step.until && isClear(now) && isNext(now)) {
        fetchSession(now);
      }
    }
    settle();
  }

  function loaded(): void {
    if (step.name === 'frame') step.silentAt = world.now() + SILENT_READY;
    tick();
  }

  function hear(frame: 'live' | 'next', word?: FrameWord, message = ''): void {
    speaks = true;
    if (word === 'troubled') {
      // An embed that was over when its session came has no other way to say that it could not take it.
      if (live?.revived && isJustHandedOver(live)) word = 'failed';
      else report(new CubeEmbedError('embed-error', message), false);
    }
    const error =
      word === 'failed'
        ? passing('embed-error', `The embed failed: ${message}`)
        : passing('session-expired', 'The embed refused its session.');
    if (frame === 'next') hearNext(word, error);
    else if (live) hearLive(live, word, error);
    tick();
  }

  function hearNext(word: FrameWord | undefined, error: CubeEmbedError): void {
    if (word === 'ready') arrived(true);
    if ((word !== 'expired' && word !== 'failed') || step.name !== 'frame') return;
    if (live) missed(error);
    else recover(error, need?.trigger);
  }

  function hearLive(token: Token, word: FrameWord | undefined, error: CubeEmbedError): void {
    const onTrial = token.inPlace && isJustHandedOver(token);
    if (word === 'ready') {
      token.revived = false;
      if (!token.confirmed) outbox.tell(() => world.ready(true));
      token.confirmed = true;
    }
    if (word === 'expiring' || word === 'expired') token.takesSession = true;
    if (word === 'expiring' && !onTrial) want('session-expiring', 0);
    if (word === 'expired' && (!onTrial || token.lagging)) {
      token.expired = true;
      // The backend may have asked for a pause that only a living frame could wait for.
      if (step.name === 'wait') step.until = Math.min(step.until, world.now() + LONGEST_WAIT);
      want('session-expired', 0);
    } else if (word === 'failed' || word === 'expired') collapse(error);
  }

  // ── From a need to a session ───────────────────────────────────────────────────────────────────────────────────

  /** Whether it is this element's turn: a load has not to wait for it. */
  function isNext(now: number): boolean {
    const pursued = need as Need;
    pursued.turn ??= now + (pursued.trigger ? world.takeTurn() : 0);
    return now >= pursued.turn;
  }

  /** Waits, but not past the end of a living token: then it is asked again. */
  function waitUntil(moment: number): void {
    const end = tokenEnd();
    step = { name: 'wait', until: world.now() < end ? Math.min(moment, end) : moment };
  }

  /** Whether a session may be fetched now; where only time can tell, `until` says when to look again. */
  function isClear(now: number): boolean {
    if (!need || !world.online || (need.trigger && !world.visible)) return false;
    if (!live || live.takesSession || need.consented) return true;
    const over = now >= tokenEnd();
    if (!over && need.trigger !== 'renew' && world.focused()) {
      waitUntil(now + FOCUS_POLL);
      return false;
    }
    const asking = step;
    // Until it says no: a host that answers by renew() has said yes.
    need.consented = true;
    const may = world.mayReload(need.trigger as RenewalTrigger, !over) || over;
    // By now it may have removed, reloaded or renewed.
    if (step !== asking) return false;
    need.consented = may;
    if (!may) waitUntil(now + ASK_AGAIN);
    return may;
  }

  function fetchSession(since: number): void {
    const { reason } = need as Need;
    const spare = kept;
    kept = undefined;
    if (spare && reason === 'initial' && isFresh(spare)) {
      handOver(spare);
      return;
    }
    const abort = new AbortController();
    const call: Step = { name: 'fetch', since, abort };
    const calledFor = scope;
    step = call;
    world.fetchSession(reason, ++(need as Need).attempt, abort.signal).then(
      (id) => {
        if (step === call) handOver({ id, since });
        else if (!running && scope === calledFor) kept = { id, since };
        tick();
      },
      (error: unknown) => {
        if (step === call) missed(toEmbedError(error));
        tick();
      },
    );
  }

  /** A try for a session has failed: quietly again, while the token lives; else up to five times. */
  function missed(error: CubeEmbedError): void {
    const { attempt } = need as Need;
    const now = world.now();
    const lastTry = !error.retryable || attempt >= ATTEMPTS || error.retryAfter > LONGEST_WAIT;
    if (isFinal(error) || (lastTry && now >= tokenEnd())) {
      fail(error);
      return;
    }
    cancel();
    if (live) report(error, false);
    if (lastTry) outbox.settle(error);
    waitUntil(now + backoff(attempt, world.random(), error.retryAfter));
  }

  // ── From a session to a live frame ─────────────────────────────────────────────────────────────────────────────

  function handOver(session: Session): void {
    const now = world.now();
    if (!isFresh(session)) {
      lapse();
    } else if (live?.takesSession) {
      forgive();
      const revived = now >= tokenEnd();
      const lagging = revived && !live.expired;
      live = { ...live, since: now, jitter: world.random(), inPlace: true, revived, lagging, expired: false };
      world.renewInPlace(session.id);
      done('in-place');
    } else {
      step = { name: 'frame', since: session.since, handed: now, silentAt: Infinity, token: undefined };
      world.load(session.id);
    }
  }

  /** The frame that is not live yet: has it lapsed, is its silence long enough, are the viewer's hands off? */
  function watch(frame: FrameStep, now: number): void {
    if (frame.token) promoteWhenFree(frame.token, now);
    else if (!isFresh(frame)) lapse();
    else if (now >= frame.silentAt && !speaks) arrived(false);
  }

  /** The session ran out before it became a live frame. */
  function lapse(): void {
    const pursued = need as Need;
    cancel();
    if (++pursued.lapses < LAPSES) {
      pursued.attempt = 0;
      waitUntil(world.now());
      return;
    }
    pursued.lapses = 0;
    pursued.attempt = ATTEMPTS;
    missed(passing('frame-timeout', `${LAPSES} sessions in a row ran out before the embed was ready.`));
  }

  /** The frame that is not live yet is up. */
  function arrived(confirmed: boolean): void {
    if (step.name !== 'frame') return;
    step.token = {
      since: step.handed,
      jitter: world.random(),
      confirmed,
      takesSession: false,
      inPlace: false,
      expired: false,
    };
    promoteWhenFree(step.token, world.now());
  }

  function promoteWhenFree(token: Token, now: number): void {
    if (live && need?.trigger !== 'renew' && now < tokenEnd() && world.focused()) return;
    live = token;
    world.promote();
    outbox.tell(() => world.ready(token.confirmed));
    done('reload');
  }

  function done(method: RenewalMethod): void {
    const trigger = need?.trigger;
    need = undefined;
    step = REST;
    if (trigger) outbox.tell(() => world.renewed(method, trigger));
    outbox.settle();
  }

  // ── The end of a frame, or of everything ───────────────────────────────────────────────────────────────────────

  /** The live frame is of no use any more. What is on its way goes on, as a load; else one is begun. */
  function collapse(error: CubeEmbedError): void {
    forgive();
    if (step.name === 'frame' && step.token) {
      promoteWhenFree(step.token, Infinity);
    } else if (recovered || step.name === 'rest' || step.name === 'wait') {
      recover(error, error.code as RenewalTrigger);
    } else {
      recovered = true;
      live = undefined;
      world.drop('live');
      report(error, false);
    }
  }

  /** A frame that has been up for a while was worth its recovery: there may be another. */
  function forgive(): void {
    if (live && !isJustHandedOver(live)) recovered = false;
  }

  function recover(error: CubeEmbedError, trigger: RenewalTrigger | undefined): void {
    if (recovered) {
      fail(error);
      return;
    }
    recovered = true;
    begin('retry', trigger);
    report(error, false);
  }

  function fail(error: CubeEmbedError): void {
    halt();
    failure = error;
    report(error, true);
    outbox.settle(error);
  }

  /** Gives up the call or the new frame that is under way; the live frame stays. */
  function cancel(): void {
    if (step.name === 'fetch') step.abort.abort();
    if (step.name === 'frame') world.drop('next');
    step = REST;
  }

  /** Gives up everything, the live frame too. */
  function halt(): void {
    cancel();
    forgive();
    need = undefined;
    live = undefined;
    outbox.forget();
    world.drop('live');
    world.wakeAt(Infinity);
  }

  // ── What comes of it ───────────────────────────────────────────────────────────────────────────────────────────

  /** Sets the next alarm and, with every fact in place, tells the host. */
  function settle(): void {
    if (running) world.wakeAt(nextMoment());
    const news = `${statusNow()} ${isRenewing()}`;
    if (news !== told) {
      told = news;
      world.changed();
    }
    outbox.flush();
  }

  function nextMoment(): number {
    switch (step.name) {
      case 'rest':
        return renewalDue();
      case 'wait':
        return world.online && (world.visible || !need?.trigger)
          ? Math.max(step.until, need?.turn ?? 0)
          : Infinity;
      case 'fetch':
        return step.since + FETCH_TIMEOUT;
      case 'frame':
        if (step.token) return Math.min(world.now() + FOCUS_POLL, tokenEnd());
        return Math.min(step.since + world.sessionTtl, speaks ? Infinity : step.silentAt);
    }
  }

  return {
    get status() {
      return statusNow();
    },
    get renewing() {
      return isRenewing();
    },
    get error() {
      return failure ?? null;
    },
    start,
    stop,
    refuse,
    reload,
    renew,
    wake,
    tick,
    loaded,
    hear,
  };
}
