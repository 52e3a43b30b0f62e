/** Shares one set of a window's event listeners among all who listen, and keeps it only while somebody does. */
export class Listeners<Args extends unknown[]> {
  readonly #listeners = new Set<(...args: Args) => unknown>();
  readonly #begin: (signal: AbortSignal) => void;
  #end = new AbortController();

  /** `begin`: listens to the window until the signal aborts. */
  constructor(begin: (signal: AbortSignal) => void) {
    this.#begin = begin;
  }

  /** A listener that returns `true` ends the round. Returns a function that removes the listener. */
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

/** Creates a value per window, on first use. */
export function perWindow<T>(create: (view: Window) => T): (view: Window) => T {
  const made = new WeakMap<Window, T>();
  return (view) => {
    let one = made.get(view);
    if (!one) made.set(view, (one = create(view)));
    return one;
  };
}
