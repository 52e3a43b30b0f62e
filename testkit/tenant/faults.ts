/**
 * Which requests a fault applies to: `generate`, `token` and `revoke` are the session endpoints, `page` is the embed page,
 * `data` stands for the page's own requests for data and chat answers, `export`, `export-status` and `export-download` for the
 * submission of an export, its polls and its file.
 */
export type FaultPlace =
  'generate' | 'token' | 'revoke' | 'page' | 'data' | 'export' | 'export-status' | 'export-download';

/** How a request fails. */
export type Fault =
  /**
   * Answers with `status`, 400 to 599, and `{ "message": … }`. `retryAfter`, in seconds or as an HTTP date, sets the
   * `Retry-After` header. `message` defaults to `Refused on purpose.`
   */
  | { kind: 'refuse'; status: number; retryAfter?: number | string; message?: string }
  /** Answers as usual after `ms` milliseconds of real time. */
  | { kind: 'delay'; ms: number }
  /** Does not answer until the fault is cleared, then answers as usual. */
  | { kind: 'hang' }
  /** Closes the connection without a response. */
  | { kind: 'cut-off' }
  /** Answers 200 with an unexpected body. `body` defaults to truncated JSON. */
  | { kind: 'malformed'; body?: string }
  /**
   * Accepts an export and lets it go wrong; only for `export`. `slow`: is never done. `failed`: cannot be rendered.
   * `expired`: is gone after the first poll. Or refuses it: `restricted` with 403, `too-many` with 429.
   */
  | { kind: 'export'; outcome: 'slow' | 'failed' | 'expired' | 'restricted' | 'too-many' };

/** Switches faults on and off. At most one is active in each place. */
export interface Faults {
  /**
   * Activates a fault for the next `times` requests; by default, until it is cleared. Replaces the place's previous fault.
   * Throws a `TypeError` for an unknown place or kind, a `status` outside 400 to 599, or `times` not greater than 0.
   */
  set(where: FaultPlace, fault: Fault, options?: { times?: number }): void;
  /** Clears the fault of one place, or of all places, and lets requests that hang there continue. */
  clear(where?: FaultPlace): void;
}

export const FAULT_PLACES: readonly FaultPlace[] = [
  'generate',
  'token',
  'revoke',
  'page',
  'data',
  'export',
  'export-status',
  'export-download',
];
const KINDS: readonly Fault['kind'][] = ['refuse', 'delay', 'hang', 'cut-off', 'malformed', 'export'];
const OUTCOMES = ['slow', 'failed', 'expired', 'restricted', 'too-many'];

/** The active faults, and the requests that hang because of one. */
export class FaultBoard implements Faults {
  readonly #active = new Map<FaultPlace, { fault: Fault; times: number }>();
  readonly #hanging = new Map<() => void, FaultPlace>();

  set(where: FaultPlace, fault: Fault, { times = Infinity }: { times?: number } = {}): void {
    if (!FAULT_PLACES.includes(where))
      throw new TypeError(`The place of a fault must be one of ${FAULT_PLACES.join(', ')}.`);
    if (!KINDS.includes((fault as Fault | undefined)?.kind as Fault['kind']))
      throw new TypeError(`The kind of a fault must be one of ${KINDS.join(', ')}.`);
    if (fault.kind === 'refuse' && !(fault.status >= 400 && fault.status <= 599)) {
      throw new TypeError('A fault of kind refuse requires a status from 400 to 599.');
    }
    if (fault.kind === 'export' && (where !== 'export' || !OUTCOMES.includes(fault.outcome))) {
      throw new TypeError(
        `A fault of kind export requires the place export and an outcome: ${OUTCOMES.join(', ')}.`,
      );
    }
    if (!(times > 0)) throw new TypeError('times must be greater than 0.');
    this.#active.set(where, { fault, times });
  }

  clear(where?: FaultPlace): void {
    for (const place of where ? [where] : FAULT_PLACES) this.#active.delete(place);
    for (const [release, place] of this.#hanging) if (!where || where === place) release();
  }

  /** Returns the fault for an incoming request, if any, and counts it. */
  take(where: FaultPlace): Fault | null {
    const active = this.#active.get(where);
    if (!active) return null;
    active.times -= 1;
    if (active.times <= 0) this.#active.delete(where);
    return active.fault;
  }

  /** Resolves when the fault of this place is cleared or the signal aborts. */
  async hang(where: FaultPlace, signal: AbortSignal): Promise<void> {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    this.#hanging.set(release, where);
    signal.addEventListener('abort', release, { once: true });
    await released;
    this.#hanging.delete(release);
  }

  /** The active faults, for the control API. */
  get active(): Partial<Record<FaultPlace, Fault>> {
    return Object.fromEntries([...this.#active].map(([where, { fault }]) => [where, fault]));
  }
}
