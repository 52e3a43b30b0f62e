interface Waiter {
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** What the machine has to say, held back until all its facts are in place: news, and promises to settle. */
export class Outbox {
  #news: (() => void)[] = [];
  #waiters: Waiter[] = [];

  tell(news: () => void): void {
    this.#news.push(news);
  }

  /** What has not been told is not true any more. */
  forget(): void {
    this.#news = [];
  }

  /** One by one: what the host does when told may make the rest untrue. */
  flush(): void {
    for (let news = this.#news.shift(); news; news = this.#news.shift()) news();
  }

  /** A promise for the next `settle`. */
  promise(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  /** Keeps all promises; with a reason, by rejection. */
  settle(reason?: unknown): void {
    for (const { resolve, reject } of this.#waiters.splice(0)) {
      if (reason) reject(reason);
      else resolve();
    }
  }
}
