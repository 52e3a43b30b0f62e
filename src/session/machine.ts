/** Runs the transitions of one element's session, and the effects that follow from them. */
import type { CubeEmbedError } from '../shared/errors.js';
import { mayTry, nextDue } from './due.js';
import { changeFrames, Told, tellHost } from './effects.js';
import { createOutbox, TaskLimit } from './outbox.js';
import type { RetryGroupMember } from './retry-group.js';
import { RetryGroup, RetryMembership, retryGroupOf } from './retry-group.js';
import type { SessionReason } from './source.js';
import type { Effect, Facts, News, PageEffect, SessionEvent, State } from './state.js';
import { INITIAL } from './state.js';
import { tokenEnd } from './step.js';
import { NEWS_PER_TASK } from './timing.js';
import { transition } from './transition.js';
import type { EmbedStatus, FrameMessage, FrameSlot, SessionMachine, World } from './world.js';

export type { SessionMachine };

/** `change`: `transition`, which tests wrap. */
export function createSessionMachine(world: World, change = transition): SessionMachine {
  return new Driver(world, change);
}

/**
 * The session of one element, from the first load to the last renewal. Each call from outside is an event, which changes the
 * state at once and completely; then what is due is done, then effects on the page, then the host is told, each by the latest
 * state. So a late, repeated or missing call does no harm: what falls due is asked anew each time.
 *
 * An effect or a listener may call the machine back at once. It finds the state complete, and changes it; what follows from
 * that is left to the `#run` that is at work already.
 */
class Driver implements SessionMachine, RetryGroupMember {
  readonly #world: World;
  readonly #change: typeof transition;
  readonly #facts: Facts;
  readonly #retries: RetryMembership;
  readonly #news: TaskLimit;
  readonly #reloads: TaskLimit;
  readonly #outbox = createOutbox<PageEffect | RetryGroup, News>();
  #state: State = INITIAL;
  readonly #told = new Told(INITIAL.view);
  /** The latest call for a session. */
  #call: { readonly number: number; readonly abort: AbortController } | undefined;
  #isRunning = false;
  #wasVisible = false;
  #wasOnline = false;

  constructor(world: World, change: typeof transition) {
    this.#world = world;
    this.#change = change;
    const retries = new RetryMembership(this, () => world.source);
    this.#retries = retries;
    this.#facts = {
      world,
      get group() {
        return retries.schedule;
      },
      get isNext() {
        return retries.isNext;
      },
    };
    this.#reloads = new TaskLimit(1, (act) => world.nextTask(act));
    this.#news = new TaskLimit(NEWS_PER_TASK, (act) => world.nextTask(act), this.tick);
  }

  get status(): EmbedStatus {
    return this.#state.view.status;
  }

  get renewing(): boolean {
    const { view, task } = this.#state;
    return !!view.token && !!task.request?.attempts;
  }

  get error(): CubeEmbedError | null {
    return this.#state.view.error ?? null;
  }

  get canTry(): boolean {
    const { task } = this.#state;
    return task.name === 'fetching' || (!!task.request && mayTry(this.#state, task.request, this.#facts));
  }

  start(reason: SessionReason): void {
    this.#send({ type: 'start', reason, isPaced: false });
  }

  get tokenEnd(): number {
    return this.#state.view.token ? tokenEnd(this.#state, this.#facts) : Infinity;
  }

  rest(): void {
    this.#send({ type: 'rest' });
  }

  stop(): void {
    this.#send({ type: 'stop' });
  }

  refuse(error: CubeEmbedError): void {
    this.#send({ type: 'refuse', error });
  }

  reload(reason: SessionReason, isClick = false): Promise<void> {
    const promise = this.#outbox.promise();
    if (this.#reloads.isReached && this.status === 'loading' && !isClick) return promise;
    this.#reloads.count();
    this.#send({ type: 'start', reason, isPaced: !isClick });
    return promise;
  }

  renew(): Promise<void> {
    const promise = this.#outbox.promise();
    this.#send({ type: 'renew' });
    return promise;
  }

  wake(isOnline = false): void {
    const { visible, online } = this.#world;
    const viewer = visible && !this.#wasVisible;
    const network = isOnline || !this.#wasOnline;
    if (visible && online && (viewer || network)) this.#dispatch({ type: 'returned', viewer, network });
    this.#run();
  }

  restored(): void {
    this.#send({ type: 'restored' });
  }

  sourceChanged(): void {
    this.#send({ type: 'source-changed' });
  }

  readonly tick = (): void => {
    this.#run();
  };

  loaded(frame: FrameSlot, isError = false): void {
    this.#send({ type: 'page-loaded', frame, isError });
  }

  hear(frame: FrameSlot, message?: FrameMessage, text = ''): void {
    this.#send({ type: 'message', frame, message, text });
  }

  sourceWorks(): void {
    this.#send({ type: 'source-works' });
  }

  sourceFailed(error: CubeEmbedError): void {
    this.#send({ type: 'source-failed', error });
  }

  #send(event: SessionEvent): void {
    this.#dispatch(event);
    this.#run();
  }

  /** Changes the state; what follows for the page and the host is left for `#run`. */
  #dispatch(event: SessionEvent): void {
    const [next, effects] = this.#change(this.#state, event, this.#facts);
    this.#state = next;
    for (const effect of effects) this.#accept(effect);
    const left = this.#retries.follow(next.task);
    if (left) this.#outbox.act(left);
  }

  #accept(effect: Effect): void {
    switch (effect.type) {
      case 'settle':
        this.#outbox.settle(effect.error);
        return;
      case 'drop-news':
        this.#outbox.forget();
        return;
      case 'plan':
        this.#outbox.act(this.#retries.join().plan(effect.schedule));
        return;
      case 'ready':
      case 'renewed':
      case 'failed':
        this.#outbox.tell(effect);
        return;
      default:
        this.#outbox.act(effect);
    }
  }

  /** What is due comes first, then effects on the page, then the host is told: each by the latest state. */
  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let step = this.#nextStep(); step; step = this.#nextStep()) {
      try {
        step();
      } catch (reason) {
        // The page hears of it as of any uncaught error; what follows is done all the same.
        queueMicrotask(() => {
          throw reason;
        });
      }
    }
    this.#isRunning = false;
    this.#wasVisible = this.#world.visible;
    this.#wasOnline = this.#world.online;
  }

  #nextStep(): (() => void) | undefined {
    const [at, due] = nextDue(this.#state, this.#facts);
    if (due && at <= this.#world.now()) {
      return () => {
        this.#dispatch({ type: due });
      };
    }
    const { group } = this.#retries;
    if (group && this.#retries.hasChanged()) this.#outbox.act(group);
    const effect = this.#outbox.nextEffect();
    if (effect) {
      return () => {
        this.#perform(effect);
      };
    }
    const news = this.#nextNews();
    if (news) return news;
    this.#world.wakeAt(at);
    return undefined;
  }

  #nextNews(): (() => void) | undefined {
    if (this.#news.isReached) return undefined;
    const hasChanged = this.#told.isOther(this.#state.view, this.renewing);
    const news = hasChanged ? 'changed' : this.#outbox.nextNews();
    if (!news) return undefined;
    this.#news.count();
    return () => {
      if (news === 'changed') this.#world.changed();
      else tellHost(this.#world, news);
    };
  }

  #perform(effect: PageEffect | RetryGroup): void {
    if (effect instanceof RetryGroup) effect.tick();
    else if ('call' in effect) this.#performForCall(effect);
    else this.#performOnPage(effect);
  }

  /** An effect that an earlier one, which called the machine back, may have made obsolete. */
  #performForCall(effect: Extract<PageEffect, { call: number }>): void {
    const { task } = this.#state;
    switch (effect.type) {
      case 'abort':
        if (this.#call?.number === effect.call) this.#call.abort.abort();
        return;
      case 'fetch':
        if (task.name === 'fetching' && task.call === effect.call) this.#fetchSession(effect);
        return;
      case 'load':
        if (task.name === 'loading' && task.call === effect.call) this.#world.load(effect.session);
    }
  }

  #performOnPage(effect: Exclude<PageEffect, { call: number }>): void {
    const world = this.#world;
    switch (effect.type) {
      case 'ask':
        this.#ask(effect);
        return;
      case 'take-turn':
        this.#dispatch({ type: 'turn', delay: world.takeTurn() });
        return;
      case 'source-works':
        retryGroupOf(world.source)?.end();
        return;
      case 'source-failed':
        this.#retries.group?.fail(effect.error);
        return;
      default:
        changeFrames(world, effect);
    }
  }

  #ask({ trigger, cancelable }: Extract<PageEffect, { type: 'ask' }>): void {
    if (this.#state.task.name !== 'asking') return;
    const given = this.#world.mayReload(trigger, cancelable) || !cancelable;
    this.#dispatch({ type: 'consent', given });
  }

  #fetchSession({ reason, attempt, call }: Extract<PageEffect, { type: 'fetch' }>): void {
    const abort = new AbortController();
    this.#call = { number: call, abort };
    this.#world.fetchSession(reason, attempt, abort.signal).then(
      (session) => {
        this.#send({ type: 'session', call, session });
      },
      (rejection: unknown) => {
        this.#send({ type: 'rejected', call, reason: rejection });
      },
    );
  }
}
