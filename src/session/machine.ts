import { nextDue } from './due.js';
import { fail } from './ending.js';
import type { CubeEmbedError } from '../shared/errors.js';
import { removed } from '../shared/errors.js';
import { Life } from './life.js';
import type { Outage } from './outage.js';
import type { View } from './phase.js';
import { IDLE, newNeed, REST } from './phase.js';
import { pageLoaded, want } from './pursuit.js';
import type { SessionReason } from './source.js';
import { hearLive, hearNext, loadedAgain } from './words.js';
import type { EmbedStatus, FrameWord, World } from './world.js';

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
  /** Ends in `error` without having tried, until the host does something: a configuration cannot work, or the viewer has signed out. */
  refuse(error: CubeEmbedError): void;
  /** A new session and a new frame; the live one goes at once. Settles with the load. */
  reload(reason: SessionReason): Promise<void>;
  /** A new session for the live frame, in place where it can take one. Joins what is under way. */
  renew(): Promise<void>;
  /** The page's activity has changed: visible, online, offline, hidden. */
  wake(): void;
  /** Time has passed. */
  readonly tick: () => void;
  /** The page in a frame has loaded, whatever it may be; `isError`: the browser says that there was none. */
  loaded(frame: 'live' | 'next', isError?: boolean): void;
  /** A frame has sent a message; any valid one counts as speaking. `message`: what it says has failed. */
  hear(frame: 'live' | 'next', word?: FrameWord, message?: string): void;
}

/**
 * The life of one element's sessions, from the first load to the last renewal. Each call from outside changes one fact and
 * then settles what follows, so a late, repeated or missing call does no harm: what falls due is asked anew each time.
 *
 * An effect or a listener may call the machine back at once. It finds the state complete, and changes it; what follows from
 * that is left to the `settle` that is at work already.
 */
export function createSessionMachine(world: World): SessionMachine {
  const life = new Life(world, settle);
  const { outbox } = life;
  let settling = false;
  /** What the host was told of last. */
  let told: { view: View; renewing: boolean } = { view: life.view, renewing: false };
  /** The outage in whose line it stands. */
  let joined: Outage | undefined;
  let wasVisible = false;
  let wasOnline = false;

  /** What is due comes first, then effects on the page, then the host is told: each by the latest state. */
  function settle(): void {
    if (settling) return;
    settling = true;
    for (let step = nextStep(); step; step = nextStep()) {
      try {
        step();
      } catch (reason) {
        // The page hears of it as of any uncaught error; what follows is done all the same.
        queueMicrotask(() => {
          throw reason;
        });
      }
    }
    settling = false;
    wasVisible = world.visible;
    wasOnline = world.online;
  }

  function nextStep(): (() => void) | undefined {
    const now = world.now();
    const [at, act] = nextDue(life, now);
    if (at <= now) return act;
    const step = outbox.nextEffect() ?? nextPlace() ?? nextChange() ?? outbox.nextNews();
    if (!step) world.wakeAt(at);
    return step;
  }

  function nextPlace(): (() => void) | undefined {
    const outage = life.need?.outage;
    if (outage === joined) return undefined;
    return () => {
      const left = joined;
      joined = outage;
      outage?.join(life);
      left?.leave(life);
    };
  }

  function nextChange(): (() => void) | undefined {
    const { view, renewing } = life;
    const isSame = view.status === told.view.status && view.error === told.view.error;
    if (isSame && renewing === told.renewing) return undefined;
    told = { view, renewing };
    return () => world.changed();
  }

  function start(reason: SessionReason, scope = life.scope): void {
    if (scope !== life.scope) {
      life.scope = scope;
      life.speaks = false;
    }
    life.begin(newNeed(reason));
    settle();
  }

  return {
    get status() {
      return life.view.status;
    },
    get renewing() {
      return life.renewing;
    },
    get error() {
      return life.view.error ?? null;
    },
    start,
    stop() {
      life.clear(IDLE, REST);
      outbox.settle(removed());
      settle();
    },
    refuse(error) {
      fail(life, error, REST);
      settle();
    },
    reload(reason) {
      const promise = outbox.promise();
      start(reason);
      return promise;
    },
    renew() {
      const promise = outbox.promise();
      if (life.token) want(life, 'renew', 0);
      else if (life.view.status !== 'loading') start('reload');
      settle();
      return promise;
    },
    wake() {
      const { phase } = life;
      const viewer = world.visible && !wasVisible;
      const isBack = life.present && (viewer || !wasOnline);
      if (isBack && phase.name === 'pause' && phase.outage.isShown && phase.outage.isLedBy(life))
        phase.outage.comeBack(viewer, world.now(), world.random());
      settle();
    },
    tick: settle,
    loaded(frame, isError = false) {
      const { phase, token } = life;
      if (frame === 'live') {
        if (token) loadedAgain(life, token);
      } else if (phase.name === 'frame') {
        pageLoaded(life, phase, isError);
      }
      settle();
    },
    hear(frame, word, message = '') {
      life.speaks = true;
      if (frame === 'next') hearNext(life, word, message);
      else if (life.token) hearLive(life, life.token, word, message);
      settle();
    },
  };
}
