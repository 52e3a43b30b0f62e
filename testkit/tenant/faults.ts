/** Where a fault can strike: the three session endpoints, the embed page, and the pages' own data and chat calls. */
export type FaultPlace = 'generate' | 'token' | 'revoke' | 'page' | 'data';

/** What goes wrong. */
export type Fault =
  /** Answers this status and `{ "message": … }`. `retryAfter` becomes the `Retry-After` header: seconds, or an HTTP date. */
  | { kind: 'refuse'; status: number; retryAfter?: number | string; message?: string }
  /** Answers as usual, so many milliseconds of real time later. */
  | { kind: 'delay'; ms: number }
  /** Does not answer; once the fault is cleared, answers as usual. */
  | { kind: 'hang' }
  /** Closes the connection without an answer. */
  | { kind: 'cut-off' }
  /** Answers 200 with a body that is not what was asked for. Default body: half a JSON object. */
  | { kind: 'malformed'; body?: string };

/** The switchboard of faults; at most one is on in each place. */
export interface Faults {
  /** Switches a fault on for the next `times` requests (default: until cleared), in place of the one before. Throws a `TypeError` for an unknown place or kind. */
  set(where: FaultPlace, fault: Fault, options?: { times?: number }): void;
  /** Switches the fault of one place off, or of all, and lets what hangs there go on. */
  clear(where?: FaultPlace): void;
}

export const FAULT_PLACES: readonly FaultPlace[] = ['generate', 'token', 'revoke', 'page', 'data'];
const KINDS: readonly Fault['kind'][] = ['refuse', 'delay', 'hang', 'cut-off', 'malformed'];

/** The faults that are on, and the requests that hang because of one. */
export class FaultBoard implements Faults {
  readonly #active = new Map<FaultPlace, { fault: Fault; times: number }>();
  readonly #hanging = new Map<() => void, FaultPlace>();

  set(where: FaultPlace, fault: Fault, { times = Infinity }: { times?: number } = {}): void {
    if (!FAULT_PLACES.includes(where))
      throw new TypeError(`A fault strikes at one of ${FAULT_PLACES.join(', ')}.`);
    if (!KINDS.includes((fault as Fault | undefined)?.kind as Fault['kind']))
      throw new TypeError(`A fault is one of ${KINDS.join(', ')}.`);
    if (fault.kind === 'refuse' && !(fault.status >= 400 && fault.status <= 599)) {
      throw new TypeError('A refusal needs a status from 400 to 599.');
    }
    if (!(times > 0)) throw new TypeError('A fault strikes at least once: times must be above 0.');
    this.#active.set(where, { fault, times });
  }

  clear(where?: FaultPlace): void {
    for (const place of where ? [where] : FAULT_PLACES) this.#active.delete(place);
    for (const [release, place] of this.#hanging) if (!where || where === place) release();
  }

  /** The fault that strikes the request that comes in now, if any. */
  take(where: FaultPlace): Fault | null {
    const active = this.#active.get(where);
    if (!active) return null;
    active.times -= 1;
    if (active.times <= 0) this.#active.delete(where);
    return active.fault;
  }

  /** Settles when the faults of this place are cleared or the signal aborts. */
  async hang(where: FaultPlace, signal: AbortSignal): Promise<void> {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    this.#hanging.set(release, where);
    signal.addEventListener('abort', release, { once: true });
    await released;
    this.#hanging.delete(release);
  }

  /** What is on now, for the control API. */
  get active(): Partial<Record<FaultPlace, Fault>> {
    return Object.fromEntries([...this.#active].map(([where, { fault }]) => [where, fault]));
  }
}
