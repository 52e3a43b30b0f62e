import { HOUR, MINUTE } from './time.js';

/** Time spans; the last one may still be open. */
export class Spans {
  readonly #spans: { from: number; to: number }[] = [];

  begin(from: number): void {
    this.#spans.push({ from, to: Infinity });
  }

  end(to: number): void {
    this.#spans.at(-1)!.to = to;
  }

  /** Whether a span is open. */
  get on(): boolean {
    return this.#spans.at(-1)?.to === Infinity;
  }

  /** The end of the latest span. */
  get lastEnd(): number {
    return this.#spans.at(-1)?.to ?? -Infinity;
  }

  /** The end of the span that contains this moment, or the moment itself if there is none. */
  after(moment: number): number {
    return this.#spans.find(({ from, to }) => moment >= from && moment < to)?.to ?? moment;
  }
}

/** What has happened, as far as it determines when an element needs a session. */
export class History {
  readonly hidden = new Spans();
  readonly offline = new Spans();
  readonly asleep = new Spans();
  readonly backend = new Spans();
  readonly embeds: readonly Spans[];
  /** When each element entered the page for the first time. */
  readonly added: number[] = [];
  /** The spans during which it was removed from the page. */
  readonly removed: Spans[] = [];
  /** When it lost its frame or its token, or a new one was requested. */
  readonly disruptions: number[][] = [];
  /** What the elements that are parked have left behind. */
  readonly #parked = new Map<number, { at: number; session: string }>();
  #parkedAt: number[] = [];
  /** When the viewer has signed out last. */
  signedOutAt = -Infinity;
  /** How many parked embeds were taken over, and how many were not. */
  readonly returns = { kept: 0, dropped: 0 };
  /** Elements that should have found their embed. */
  readonly missed: string[] = [];
  readonly #tenants: number;

  constructor(tenants: number) {
    this.#tenants = tenants;
    this.embeds = Array.from({ length: tenants }, () => new Spans());
  }

  add(element: number, at: number): void {
    this.added[element] = at;
    this.removed[element] = new Spans();
    this.disruptions[element] = [];
  }

  park(element: number, session: string, at: number): void {
    this.#parked.set(element, { at, session });
    this.#parkedAt.push(at);
  }

  /** The viewer has signed out, and every element of the page loads anew. */
  signOut(elements: readonly number[], at: number): void {
    this.signedOutAt = at;
    for (const element of elements) this.disruptions[element]!.push(at);
  }

  /**
   * An element that was parked is back, with this session's frame. Returns whether it was kept. `isUsable`: its token is still
   * valid.
   */
  takesOver(element: number, session: string | undefined, at: number, isUsable: boolean): boolean {
    const parked = this.#parked.get(element);
    if (!parked) return false;
    this.#parked.delete(element);
    const isKept = parked.session === session;
    this.returns[isKept ? 'kept' : 'dropped'] += 1;
    const later = this.#parkedAt.filter((moment) => moment >= parked.at).length - 1;
    const mustBeKept =
      isUsable &&
      at < parked.at + KEPT_FOR &&
      later < KEPT &&
      this.signedOutAt < parked.at &&
      this.embeds[element % this.#tenants]!.lastEnd < parked.at;
    if (mustBeKept && !isKept) this.missed.push(`element ${element}, parked at ${parked.at}`);
    return isKept;
  }

  /**
   * How many sessions an element needs until `end`: one at the start, one for each disruption, and one whenever `life` ms
   * have passed since the last; none while it cannot get one. Sessions that are lost to faults are not included.
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
      const disruption = this.disruptions[element]!.find((moment) => moment > made && moment <= due);
      made = disruption === undefined ? firstClear(due, forRenewal) : firstClear(disruption, forLoad);
    }
    return needed;
  }
}

/** The first moment, from `moment` on, that none of the spans covers. */
function firstClear(moment: number, spans: readonly Spans[]): number {
  const later = Math.max(...spans.map((one) => one.after(moment)));
  return later > moment ? firstClear(later, spans) : moment;
}

/** How many embeds are kept, and how long, by default. */
const KEPT = 3;
const KEPT_FOR = 5 * MINUTE;

/** On average, a renewal by a new frame happens in the middle of its half hour. */
export const WINDOW = 23 * HOUR + 15 * MINUTE;
