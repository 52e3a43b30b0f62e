/** Listeners to something of the whole page, which is listened to itself only while there are any. */
export class Listeners<Args extends unknown[]> {
  readonly #listeners = new Set<(...args: Args) => unknown>();
  readonly #toggle: (on: boolean) => void;

  /** `toggle`: begins and ends the listening to the page. */
  constructor(toggle: (on: boolean) => void) {
    this.#toggle = toggle;
  }

  /** What `listener` returns says whether the rest need not be told. Returns how to stop that. */
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
