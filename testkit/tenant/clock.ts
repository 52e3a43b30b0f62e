/** The tenant's idea of the time. Sessions, tokens and the embed pages all live by it. */
export interface TenantClock {
  /** The tenant's time, in milliseconds since 1970. */
  now(): number;
  /** Moves the time by so many milliseconds, forwards or (negative) back. Open embed pages learn of it at once. */
  advance(ms: number): void;
  /** Moves the time to this point, in milliseconds since 1970. */
  set(epochMs: number): void;
  /** Calls back after every move. Returns the function that ends it. */
  onMove(listener: () => void): () => void;
}

/** What a clock can be made to do. */
export interface TenantClockOptions {
  /** Where the clock starts, in milliseconds since 1970. Default: the machine's time. */
  start?: number;
  /** `true`: the time stands still between moves, for tests that want the exact second. Default `false`: it runs. */
  frozen?: boolean;
}

/** Makes a clock for a tenant; several tenants may share one. Throws a `RangeError` for a time that is no number. */
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
  if (!Number.isFinite(ms)) throw new RangeError('The tenant clock takes a finite number of milliseconds.');
  return ms;
}
