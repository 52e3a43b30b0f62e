import { elapsedClock } from '../../../../src/page/elapsed-clock.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How many things may happen at one moment before it counts as an endless loop. */
const MOST_AT_ONCE = 100;

interface Event {
  at: number;
  run: () => void;
}

/**
 * Three clocks and everything that is scheduled on them. `real` is the tenant's; the page sees only `wall` and the
 * monotonic clock, through the clock that the elements use.
 */
export class Time {
  real = 0;
  wall = Date.UTC(2030, 0, 1);
  monotonic = 0;
  readonly now = elapsedClock(
    () => this.wall,
    () => this.monotonic,
  );
  #events: Event[] = [];
  #alarm = Infinity;
  #timer = Infinity;
  readonly #ring: () => void;
  readonly #afterEach: () => Promise<void>;

  /** `ring`: what the alarm calls; `afterEach`: awaited after whatever has happened. */
  constructor(ring: () => void, afterEach: () => Promise<void>) {
    this.#ring = ring;
    this.#afterEach = afterEach;
  }

  /** The moment of the alarm, by `now`. */
  get alarm(): number {
    return this.#alarm;
  }

  /** Sets the only alarm, as a page does: with a timer that runs on the monotonic clock. */
  setAlarm(moment: number): void {
    this.#alarm = moment;
    this.#timer =
      moment === Infinity ? Infinity : this.monotonic + Math.ceil(Math.max(moment - this.now(), 0));
  }

  /** Schedules something outside the page after `delay` ms; a sleeping machine sees it at waking. */
  later(delay: number, run: () => void): void {
    this.#events.push({ at: this.real + delay, run });
    this.#events.sort((a, b) => a.at - b.at);
  }

  /** Lets time pass while the machine is awake. */
  async pass(duration: number): Promise<void> {
    const end = this.real + duration;
    let standing = 0;
    for (;;) {
      if (standing > MOST_AT_ONCE) throw new Error('The machine spins: its alarm rings without end.');
      const event = this.#events[0];
      const timer = this.real + Math.max(this.#timer - this.monotonic, 0);
      const next = Math.min(timer, event?.at ?? Infinity, end);
      const step = Math.max(next - this.real, 0);
      standing = step ? 0 : standing + 1;
      this.#move(step);
      if (event && event.at <= this.real) {
        this.#events.shift();
        event.run();
      } else if (this.monotonic >= this.#timer) {
        this.#fire();
      } else {
        return;
      }
      await this.#afterEach();
    }
  }

  /**
   * The machine sleeps: the monotonic clock stops, and nothing runs. The page's timer does not notice, but it checks
   * the clock within a minute (`page/alarm.ts`).
   */
  sleep(duration: number): void {
    this.real += duration;
    this.wall += duration;
    this.#timer = Math.min(this.#timer, this.monotonic + MINUTE);
  }

  #move(duration: number): void {
    this.real += duration;
    this.wall += duration;
    this.monotonic += duration;
  }

  #fire(): void {
    const due = this.#alarm;
    if (due === Infinity) {
      this.#timer = Infinity;
      return;
    }
    // A fractional clock may be slightly before the moment; then the page sets its timer again.
    if (this.now() < due) {
      this.setAlarm(due);
      if (this.#timer <= this.monotonic) this.#timer = this.monotonic + 1;
      return;
    }
    this.#alarm = this.#timer = Infinity;
    this.#ring();
  }
}
