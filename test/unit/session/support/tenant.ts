import { DAY, MINUTE } from './time.js';
import type { Time } from './time.js';

let minted = 0;

/** Cube's side, in real time: sessions that work once and expire after five minutes, and their tokens. */
export class Tenant {
  sessionLife = 5 * MINUTE;
  tokenLife = DAY;
  /** Every exchange fails, and spends nothing. */
  failing = false;
  /** Exchanges of a session that was already spent. */
  spentTwice = 0;
  readonly #sessions = new Map<string, { since: number; minted: number; spent: boolean }>();
  readonly #time: Time;

  constructor(time: Time) {
    this.#time = time;
  }

  mint(): string {
    // Unique in the whole process, because the page remembers every id it has received.
    const id = `session-${++minted}`;
    this.#sessions.set(id, { since: this.#time.real, minted: this.#time.now(), spent: false });
    return id;
  }

  /** When the session was made, by the page's clock. */
  mintedAt(id: string): number {
    return this.#sessions.get(id)?.minted ?? -Infinity;
  }

  /** When the token expires; `undefined` when the session is refused. */
  exchange(id: string): number | undefined {
    const session = this.#sessions.get(id);
    if (session?.spent) this.spentTwice++;
    if (!session || session.spent || this.#time.real > session.since + this.sessionLife) return;
    session.spent = true;
    return this.#time.real + this.tokenLife;
  }
}
