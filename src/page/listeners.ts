/** Listeners to something of a whole window, which is listened to itself only while there are any. */
export class Listeners<Args extends unknown[]> {
  readonly #listeners = new Set<(...args: Args) => unknown>();
  readonly #begin: (signal: AbortSignal) => void;
  #end = new AbortController();

  /** `begin`: listens to the window until the signal aborts. */
  constructor(begin: (signal: AbortSignal) => void) {
    this.#begin = begin;
  }

  /** What `listener` returns says whether the rest need not be told. Returns how to stop that. */
  add(listener: (...args: Args) => unknown): () => void {
    if (!this.#listeners.size) {
      this.#end = new AbortController();
      this.#begin(this.#end.signal);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (!this.#listeners.size) this.#end.abort();
    };
  }

  readonly tell = (...args: Args): void => {
    for (const listener of [...this.#listeners]) if (listener(...args)) return;
  };
}

/** One of these for each window, made when it is first asked for. */
export function perWindow<T>(create: (view: Window) => T): (view: Window) => T {
  const made = new WeakMap<Window, T>();
  return (view) => {
    let one = made.get(view);
    if (!one) made.set(view, (one = create(view)));
    return one;
  };
}
