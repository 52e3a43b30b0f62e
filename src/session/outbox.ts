interface Waiter {
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/**
 * What follows from a change of the machine's state, held back until the change is complete: effects on the page, news for
 * the host, and promises to settle.
 */
export interface Outbox<Effect, News> {
  /** Queues an effect on the page. */
  act(effect: Effect): void;
  /** Queues news for the host. */
  tell(news: News): void;
  /** Drops the news: it is not true any more. */
  forget(): void;
  /** Takes out the next effect. */
  nextEffect(): Effect | undefined;
  /** Takes out the next news. */
  nextNews(): News | undefined;
  /** A promise for the next `settle`. */
  promise(): Promise<void>;
  /** Settles all promises; with a reason, by rejection. */
  settle(reason?: unknown): void;
}

export function createOutbox<Effect, News>(): Outbox<Effect, News> {
  const effects: Effect[] = [];
  let queue: News[] = [];
  let waiters: Waiter[] = [];
  return {
    act(effect) {
      effects.push(effect);
    },
    tell(news) {
      queue.push(news);
    },
    forget() {
      queue = [];
    },
    nextEffect: () => effects.shift(),
    nextNews: () => queue.shift(),
    promise() {
      const promise = new Promise<void>((resolve, reject) => {
        waiters.push({ resolve, reject });
      });
      // A caller who ignores the promise hears of the failure by the event: no unhandled rejection.
      promise.catch(() => undefined);
      return promise;
    },
    settle(reason) {
      const settled = waiters;
      waiters = [];
      for (const { resolve, reject } of settled) {
        if (reason) reject(reason);
        else resolve();
      }
    },
  };
}

/** Counts what happens in one task of the page: a listener that answers each event with its cause must not freeze it. */
export class TaskLimit {
  #count = 0;
  readonly #most: number;
  readonly #nextTask: (act: () => void) => void;
  readonly #resume: (() => void) | undefined;

  /** `resume`: called in the next task after the limit was reached. */
  constructor(most: number, nextTask: (act: () => void) => void, resume?: () => void) {
    this.#most = most;
    this.#nextTask = nextTask;
    this.#resume = resume;
  }

  get isReached(): boolean {
    return this.#count >= this.#most;
  }

  count(): void {
    this.#count++;
    if (this.#count > 1) return;
    this.#nextTask(() => {
      const { isReached } = this;
      this.#count = 0;
      if (isReached) this.#resume?.();
    });
  }
}
