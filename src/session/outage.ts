/** How elements that failed go on by themselves. */
import { pauseOf } from './backoff.js';
import type { CubeEmbedError } from '../shared/errors.js';
import { AT_RETURN, FIRST_RETRY, LEAST_PAUSE, LONGEST_RETRY, RETURN_SPREAD } from './timing.js';

/** A machine whose call has failed. */
export interface Sufferer {
  /** Another one has succeeded, with the same source of sessions. */
  follow(): void;
  /** Another one has given up loading, with the same source of sessions. */
  lose(error: CubeEmbedError): void;
  /** It may have become the first in line. */
  tick(): void;
}

/**
 * A trouble that some elements of the page are in, and the pace at which they try to get out of it. Elements whose source of
 * sessions fails share one outage per source: the first in line tries for all, and the others follow its success. While they
 * load, it makes their five attempts; then all show the error.
 *
 * | error           | tries by itself                                | at the viewer's or the network's return           |
 * | --------------- | ---------------------------------------------- | ------------------------------------------------- |
 * | retryable       | after 30 s, growing to 5 min, ×0.5 to ×1.5     | within 2 s, at most one call in 10 s              |
 * | any other       | never                                          | at the viewer's within 2 s, at most once a minute |
 * | for good        | never                                          | never                                             |
 *
 * `Retry-After` comes before both.
 */
export class Outage {
  /** When the next try is made. */
  until = Infinity;
  #earliest = 0;
  #tries = 0;
  readonly #line = new Set<Sufferer>();
  /** What fails, where elements share it. */
  readonly source: unknown;

  constructor(source?: unknown) {
    this.source = source;
  }

  /** Its elements show their error panels. */
  get isShown(): boolean {
    return this.#tries > 0;
  }

  /** A call behind the error panel has failed at `now`: plans the next one. */
  plan(error: CubeEmbedError, now: number, random: number): void {
    const pause = pauseOf(error, random);
    const delay = Math.min(FIRST_RETRY * 2 ** this.#tries++, LONGEST_RETRY) * (0.5 + random);
    this.#earliest = now + Math.max(error.retryable ? LEAST_PAUSE : AT_RETURN, pause);
    this.until = error.retryable ? Math.max(now + delay, this.#earliest) : Infinity;
  }

  /** The viewer is back, or only the network: brings the next try forward. */
  comeBack(viewer: boolean, now: number, random: number): void {
    if (this.until === Infinity && !viewer) return;
    this.until = Math.min(this.until, Math.max(now + RETURN_SPREAD * random, this.#earliest));
  }

  /** Whether this machine is the one that tries. */
  isLedBy(machine: Sufferer): boolean {
    const [first = machine] = this.#line;
    return first === machine;
  }

  join(machine: Sufferer): void {
    this.#line.add(machine);
  }

  leave(machine: Sufferer): void {
    this.#line.delete(machine);
    if (!this.#line.size) this.#forget();
    for (const other of [...this.#line]) other.tick();
  }

  /** A load has made all its attempts. */
  lose(error: CubeEmbedError): void {
    for (const machine of [...this.#line]) machine.lose(error);
  }

  /** The source gives sessions again. */
  end(): void {
    this.#forget();
    for (const machine of [...this.#line]) machine.follow();
  }

  #forget(): void {
    if (outages.get(this.source) === this) outages.delete(this.source);
  }
}

const outages = new Map<unknown, Outage>();

/** The one outage of a source of sessions. */
export function outageOf(source: unknown): Outage {
  const outage = outages.get(source) ?? new Outage(source);
  outages.set(source, outage);
  return outage;
}
