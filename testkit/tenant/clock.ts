/** The clock of a tenant. Sessions, tokens and embed pages use it. */
export interface TenantClock {
  /** Returns the tenant's time in milliseconds since 1970. */
  now(): number;
  /**
   * Moves the clock by `ms` milliseconds; negative values move it back. Open embed pages are notified at once. Throws a
   * `RangeError` unless `ms` is finite.
   */
  advance(ms: number): void;
  /** Sets the clock, in milliseconds since 1970. Throws a `RangeError` unless `epochMs` is finite. */
  set(epochMs: number): void;
  /** Calls the listener after every move. Returns a function that removes the listener. */
  onMove(listener: () => void): () => void;
}

/** Options of {@link createTenantClock}. */
export interface TenantClockOptions {
  /** Initial time in milliseconds since 1970. Defaults to the machine's time. */
  start?: number;
  /** `true` stops the clock between moves, for tests that need exact times. Defaults to `false`: the clock runs. */
  frozen?: boolean;
}

/** Creates a clock. Several tenants can share it. Throws a `RangeError` unless `start` is finite. */
export function createTenantClock({
  start = Date.now(),
  frozen = false,
}: TenantClockOptions = {}): TenantClock {
  const machine = (): number => (frozen ? 0 : Date.now());
  const listeners = new Set<() => void>();
  let offset = checked(start) - machine();
  const move = (next: number): void => {
    offset = next;
    for (const listener of listeners) listener();
  };
  return {
    now: () => machine() + offset,
    advance: (ms) => move(offset + checked(ms)),
    set: (epochMs) => move(checked(epochMs) - machine()),
    onMove(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function checked(ms: number): number {
  if (!Number.isFinite(ms))
    throw new RangeError('The tenant clock requires a finite number of milliseconds.');
  return ms;
}
