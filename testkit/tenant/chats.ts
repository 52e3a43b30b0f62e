/** A question or an answer of a chat. */
export interface ChatLine {
  from: 'viewer' | 'cube';
  text: string;
}

/** The chats of an account, by viewer and id. */
export class ChatStore {
  readonly #chats = new Map<string, Map<string, ChatLine[]>>();
  readonly #shared: readonly string[];

  /** `shared`: ids of empty chats that every viewer has. */
  constructor(shared: readonly string[]) {
    this.#shared = shared;
  }

  /** Lists a viewer's chats with their lines. */
  of(viewer: string): Record<string, ChatLine[]> {
    const shared = this.#shared.map((id): [string, ChatLine[]] => [id, []]);
    return Object.fromEntries([...shared, ...(this.#chats.get(viewer) ?? [])]);
  }

  add(viewer: string, id: string, ...lines: ChatLine[]): void {
    const chats = this.#chats.get(viewer) ?? new Map<string, ChatLine[]>();
    this.#chats.set(viewer, chats.set(id, [...(chats.get(id) ?? []), ...lines]));
  }

  clear(): void {
    this.#chats.clear();
  }
}
