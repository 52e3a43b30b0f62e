interface Waiter {
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** What the machine has to say, held back until all its facts are in place: news, and promises to settle. */
export interface Outbox {
  tell(news: () => void): void;
  /** What has not been told is not true any more. */
  forget(): void;
  /** Tells the news. */
  flush(): void;
  /** A promise for the next `settle`. */
  promise(): Promise<void>;
  /** Keeps all promises; with a reason, by rejection. */
  settle(reason?: unknown): void;
}

export function createOutbox(): Outbox {
  let queue: (() => void)[] = [];
  let waiters: Waiter[] = [];
  return {
    tell(news) {
      queue.push(news);
    },
    forget() {
      queue = [];
    },
    flush() {
      // One by one: what the host does when told may make the rest untrue.
      for (let news = queue.shift(); news; news = queue.shift()) news();
    },
    promise() {
      const promise = new Promise<void>((resolve, reject) => {
        waiters.push({ resolve, reject });
      });
      // Who does not look at it hears of a failure by the event: no unhandled rejection.
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
