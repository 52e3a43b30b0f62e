/** Shares one set of a window's event listeners among all who listen, and keeps it only while somebody does. */
export class Listeners<Args extends unknown[]> {
  readonly #listeners = new Set<(...args: Args) => unknown>();
  readonly #toggle: (on: boolean) => void;

  /**
   * `toggle`: begins and ends the listening to the window. Not an `AbortSignal`: beside Node's globals, jsdom's windows
   * refuse the signals of the other.
   */
  constructor(toggle: (on: boolean) => void) {
    this.#toggle = toggle;
  }

  /** A listener that returns `true` ends the round. Returns a function that removes the listener. */
  add(listener: (...args: Args) => unknown): () => void {
    if (!this.#listeners.size) this.#toggle(true);
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && !this.#listeners.size) this.#toggle(false);
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
