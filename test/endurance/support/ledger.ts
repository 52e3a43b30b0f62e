/** What is known of an element's token; `since`: when its session was exchanged. */
export interface Token {
  session: string;
  since: number;
  revoked: boolean;
}

/** Whose each session is, and what has become of it. */
export class Ledger {
  readonly #ownerOf = new Map<string, number>();
  /** The tokens that each element's frames have made, the latest last. */
  readonly #tokens = new Map<number, Token[]>();
  /** Sessions that were given to an element and are in no frame yet, and how long that may take, by the real time. */
  readonly #pending = new Map<string, number>();

  /** The page got it for this element; within `patience` ms it should have gone on to a frame. */
  give(element: number, session: string, patience: number): void {
    this.#ownerOf.set(session, element);
    this.#pending.set(session, Date.now() + patience);
  }

  /** It is in the address of a frame. */
  load(session: string): void {
    this.#pending.delete(session);
  }

  /** It became a token. */
  exchange(session: string, since: number): void {
    const owner = this.#ownerOf.get(session)!;
    this.#pending.delete(session);
    this.#tokens.set(owner, [...(this.#tokens.get(owner) ?? []), { session, since, revoked: false }]);
  }

  /** The token that the element's frames made last. */
  tokenOf(element: number): Token | undefined {
    return this.#tokens.get(element)?.at(-1);
  }

  isExchanged(element: number, session: string): boolean {
    return this.#tokens.get(element)?.some((token) => token.session === session) ?? false;
  }

  /** Whose session is on its way to a frame. */
  get underWay(): number | undefined {
    for (const [session, until] of this.#pending) {
      if (Date.now() <= until) return this.#ownerOf.get(session);
      this.#pending.delete(session);
    }
    return undefined;
  }
}
