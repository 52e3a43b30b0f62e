import { HOUR, MINUTE } from './time.js';

/** Spans of time; the last one may still go on. */
export class Spans {
  readonly #spans: { from: number; to: number }[] = [];

  begin(from: number): void {
    this.#spans.push({ from, to: Infinity });
  }

  end(to: number): void {
    this.#spans.at(-1)!.to = to;
  }

  /** Whether one of them goes on. */
  get on(): boolean {
    return this.#spans.at(-1)?.to === Infinity;
  }

  /** When the latest of them ended. */
  get lastEnd(): number {
    return this.#spans.at(-1)?.to ?? -Infinity;
  }

  /** The end of the one that this moment falls into; the moment itself where there is none. */
  after(moment: number): number {
    return this.#spans.find(({ from, to }) => moment >= from && moment < to)?.to ?? moment;
  }
}

/** What has really happened, as far as it bears on who needs a session when. */
export class History {
  readonly hidden = new Spans();
  readonly offline = new Spans();
  readonly asleep = new Spans();
  readonly backend = new Spans();
  readonly embeds: readonly Spans[];
  /** When each element entered the page for the first time. */
  readonly added: number[] = [];
  /** While it was out of the page again. */
  readonly removed: Spans[] = [];
  /** When its frame or its token was taken from it, or a new one was asked for. */
  readonly blows: number[][] = [];
  readonly #tenants: number;

  constructor(tenants: number) {
    this.#tenants = tenants;
    this.embeds = Array.from({ length: tenants }, () => new Spans());
  }

  add(element: number, at: number): void {
    this.added[element] = at;
    this.removed[element] = new Spans();
    this.blows[element] = [];
  }

  /**
   * How many sessions an element's windows need until `end`: one to begin with, one for each blow, and one whenever
   * `life` ms have passed since the last; none while it cannot be had. No fault costs any here.
   */
  sessionsNeeded(element: number, life: number, end: number): number {
    const forLoad = [
      this.offline,
      this.asleep,
      this.backend,
      this.embeds[element % this.#tenants]!,
      this.removed[element]!,
    ];
    const forRenewal = [...forLoad, this.hidden];
    let made = firstClear(this.added[element]!, forLoad);
    let needed = 0;
    while (made < end) {
      needed += 1;
      const due = made + life;
      const blow = this.blows[element]!.find((moment) => moment > made && moment <= due);
      made = blow === undefined ? firstClear(due, forRenewal) : firstClear(blow, forLoad);
    }
    return needed;
  }
}

/** From the moment on, the first that none of the spans covers. */
function firstClear(moment: number, spans: readonly Spans[]): number {
  const later = Math.max(...spans.map((one) => one.after(moment)));
  return later > moment ? firstClear(later, spans) : moment;
}

/** A renewal by a new frame falls, on average, into the middle of its half hour. */
export const WINDOW = 23 * HOUR + 15 * MINUTE;
