import { nextDue } from './due.js';
import { fail } from './ending.js';
import type { CubeEmbedError } from './errors.js';
import { isFinal, toEmbedError } from './errors.js';
import { Life } from './life.js';
import type { Need } from './phase.js';
import { IDLE, newNeed, REST } from './phase.js';
import { fetchSession, handOver, missed, want } from './pursuit.js';
import type { SessionReason } from './source.js';
import { SILENT_READY } from './timing.js';
import { hearLive, hearNext } from './words.js';
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
  /** Ends in `error` without having tried; for a configuration that cannot work. */
  refuse(error: CubeEmbedError): void;
  /** A new session and a new frame; the live one goes at once. Settles with the load. */
  reload(reason: SessionReason): Promise<void>;
  /** A new session for the live frame, in place where it can take one. Joins what is under way. */
  renew(): Promise<void>;
  /** The page's activity has changed: visible, online, offline, hidden. */
  wake(): void;
  /** Time has passed. */
  readonly tick: () => void;
  /** The page in the frame that is not live yet has loaded, whatever it may be. */
  loaded(): void;
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
  const life = new Life(world);
  const { outbox } = life;
  let settling = false;
  let told = 'idle false';

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
  }

  function nextStep(): (() => void) | undefined {
    const { at, act } = nextDue(life, call);
    if (at <= world.now()) return act;
    const step = outbox.nextEffect() ?? nextChange() ?? outbox.nextNews();
    if (!step) world.wakeAt(at);
    return step;
  }

  function nextChange(): (() => void) | undefined {
    const news = `${life.view.status} ${life.renewing}`;
    if (news === told) return undefined;
    told = news;
    return () => world.changed();
  }

  function call(need: Need): void {
    fetchSession(
      life,
      need,
      (asked, id) => {
        if (life.phase === asked) handOver(life, need, id, asked.since);
        settle();
      },
      (asked, reason) => {
        if (life.phase === asked) missed(life, need, toEmbedError(reason));
        settle();
      },
    );
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
      return life.view.status === 'error' ? life.view.error : null;
    },
    start,
    stop() {
      life.clear(IDLE, REST);
      outbox.settle(new DOMException('The element was removed.', 'AbortError'));
      settle();
    },
    refuse(error) {
      fail(life, error);
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
      else if (!life.need) life.begin(newNeed('reload'));
      settle();
      return promise;
    },
    wake() {
      const { view } = life;
      if (view.status === 'error' && life.present && !isFinal(view.error)) life.begin(newNeed('retry'));
      settle();
    },
    tick: settle,
    loaded() {
      if (life.phase.name === 'frame') life.phase.silentAt = world.now() + SILENT_READY;
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
