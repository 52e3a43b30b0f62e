/** An element's token; `since` is when its session was exchanged. */
export interface Token {
  session: string;
  since: number;
  revoked: boolean;
}

/** Records which element each session belongs to, and its state. */
export class Ledger {
  readonly #ownerOf = new Map<string, number>();
  /** The tokens of each element's frames, the latest last. */
  readonly #tokens = new Map<number, Token[]>();
  /** Sessions that an element received but no frame has yet, with the deadline for that in real time. */
  readonly #pending = new Map<string, number>();

  /** The page received it for this element; a frame should get it within `patience` ms. */
  give(element: number, session: string, patience: number): void {
    this.#ownerOf.set(session, element);
    this.#pending.set(session, Date.now() + patience);
  }

  /** It is in the URL of a frame. */
  load(session: string): void {
    this.#pending.delete(session);
  }

  /** It was exchanged for a token. */
  exchange(session: string, since: number): void {
    const owner = this.#ownerOf.get(session)!;
    this.#pending.delete(session);
    this.#tokens.set(owner, [...(this.#tokens.get(owner) ?? []), { session, since, revoked: false }]);
  }

  /** The latest token of the element's frames. */
  tokenOf(element: number): Token | undefined {
    return this.#tokens.get(element)?.at(-1);
  }

  isExchanged(element: number, session: string): boolean {
    return this.#tokens.get(element)?.some((token) => token.session === session) ?? false;
  }

  /** The element whose session has not reached a frame yet. */
  get underWay(): number | undefined {
    for (const [session, until] of this.#pending) {
      if (Date.now() <= until) return this.#ownerOf.get(session);
      this.#pending.delete(session);
    }
    return undefined;
  }
}
