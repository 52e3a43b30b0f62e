import { CubeEmbedError } from '../../../../src/shared/errors.js';
import { createSessionMachine } from '../../../../src/session/machine.js';
import type { SessionMachine } from '../../../../src/session/machine.js';
import type { World } from '../../../../src/session/world.js';
import { DAY, MINUTE, SECOND } from './time.js';

/** Calls to a backend per second. */
export class Calls {
  readonly #counts: number[] = [];

  add(moment: number): void {
    const second = Math.floor(moment / SECOND);
    this.#counts[second] = (this.#counts[second] ?? 0) + 1;
  }

  /** The maximum in any second from `start` (inclusive) to `end` (exclusive). */
  peak(start: number, end: number): number {
    let most = 0;
    for (let second = start / SECOND; second < end / SECOND; second++)
      most = Math.max(most, this.#counts[second] ?? 0);
    return most;
  }
}

/**
 * Many pages with some elements each, whose shared backend is down for a while from the start. All use one clock; each page
 * has its own source of sessions, as each browser has.
 */
export class Crowd {
  readonly calls = new Calls();
  /** The calls by attempt: each machine's first, second, and so on. */
  readonly attempts: Calls[] = [];
  readonly machines: SessionMachine[] = [];
  now = 0;
  #dice: number;
  #count = 0;
  /** Scheduled actions by millisecond. */
  readonly #agenda = new Map<number, (() => void)[]>();

  /** `arrival`: the number of milliseconds over which the viewers open their pages. */
  constructor(viewers: number, elements: number, outage: number, arrival: number, seed: number) {
    this.#dice = seed;
    for (let viewer = 0; viewer < viewers; viewer++) {
      const source = {};
      let last = -Infinity;
      const turn = (): number => (last = Math.max(last + 50, this.now)) - this.now;
      const arrives = Math.floor(this.random() * arrival);
      for (let element = 0; element < elements; element++) {
        const machine = createSessionMachine(this.#world(source, turn, outage, () => machine));
        this.machines.push(machine);
        this.#at(arrives, () => {
          machine.start('initial');
        });
      }
    }
  }

  readonly random = (): number => (this.#dice = (this.#dice * 48_271) % 2_147_483_647) / 2_147_483_647;

  /** Lets time pass until `end`. */
  async passUntil(end: number): Promise<void> {
    for (; this.now <= end; this.now++) {
      const due = this.#agenda.get(this.now);
      if (!due) continue;
      for (const run of due) run();
      this.#agenda.delete(this.now);
      await new Promise(setImmediate);
    }
  }

  #at(moment: number, run: () => void): void {
    const when = Math.max(Math.ceil(moment), this.now + 1);
    const due = this.#agenda.get(when);
    if (due) due.push(run);
    else this.#agenda.set(when, [run]);
  }

  #world(source: unknown, takeTurn: () => number, outage: number, machine: () => SessionMachine): World {
    const { calls, attempts } = this;
    const now = (): number => this.now;
    let alarm = Infinity;
    return {
      now,
      random: this.random,
      visible: true,
      online: true,
      prerendering: false,
      blocked: undefined,
      source,
      renewal: 'auto',
      supportsSetSession: false,
      sendsMessages: false,
      sessionTtl: 5 * MINUTE,
      tokenTtl: DAY,
      markSupported: () => undefined,
      takeTurn,
      wakeAt: (moment) => {
        alarm = moment;
        if (moment < Infinity)
          this.#at(moment, () => {
            if (alarm === moment) machine().tick();
          });
      },
      fetchSession: (_reason, attempt) => {
        const since = now();
        calls.add(since);
        (attempts[attempt - 1] ??= new Calls()).add(since);
        return new Promise((resolve, reject) => {
          this.#at(now() + 100, () => {
            if (now() >= outage) resolve({ id: `session ${this.#count++}`, since });
            else
              reject(new CubeEmbedError('session-failed', 'The endpoint answered 503.', { retryable: true }));
          });
        });
      },
      load: () => {
        this.#at(now() + SECOND, () => {
          machine().hear('next', 'ready');
        });
      },
      hasPage: () => true,
      mayBeStopped: true,
      nextTask: setImmediate,
      promote: () => undefined,
      drop: () => undefined,
      renewInPlace: () => undefined,
      focused: () => false,
      mayReload: () => true,
      changed: () => undefined,
      ready: () => undefined,
      renewed: () => undefined,
      failed: () => undefined,
    };
  }
}
