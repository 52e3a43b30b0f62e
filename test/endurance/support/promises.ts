import type { History } from './history.js';
import type { Stage } from './stage.js';
import { DRAIN } from './schedule.js';
import { DAY, HOUR, MINUTE, SECOND } from './time.js';

const SESSION_LIFE = 5 * MINUTE;
/** The time from the viewer's return, or a disruption, until the embed works again. */
const BOUND = 20 * SECOND;

/** Checks the elements' guarantees against everything that has happened. */
export class Promises {
  readonly #stage: Stage;
  readonly #history: History;
  readonly #mintedAt = new Map<string, number>();
  readonly #handed = new Set<string>();
  /** The violations, each with the day when it first occurred. */
  readonly broken = new Map<string, string>();
  /** The number of sessions that were lost to faults of embeds. */
  spoiled = 0;
  /** How often an element that had to work was checked. */
  looks = 0;

  constructor(stage: Stage, history: History) {
    this.#stage = stage;
    this.#history = history;
  }

  check(): void {
    const { frames, wrongs, entries } = this.#stage.takeNews();
    for (const wrong of wrongs) this.#broken(`An element ${wrong}.`);
    for (const { tenant, entry } of entries) {
      if (entry.kind === 'minted') this.#mintedAt.set(entry.sessionId, entry.at);
      if (entry.kind === 'action' && entry.type === 'cube:action:set-session') {
        const { sessionId } = entry.payload as { sessionId: string };
        this.#hand(sessionId, entry.at);
      }
      if (entry.kind === 'abandoned' || (entry.kind === 'refused' && entry.fault)) this.spoiled += 1;
      if (entry.kind === 'fault' && entry.fault === 'malformed') this.spoiled += 1;
      // An exchange that hung in its tenant may have hung for too long.
      const hung = this.#history.embeds[tenant]!.lastEnd === entry.at;
      if (entry.kind === 'refused' && entry.where === 'token' && !entry.fault && !hung)
        this.#broken(`The tenant refused an exchange: ${entry.reason}.`);
    }
    for (const { session, at } of frames) this.#hand(session, at);
    if (this.#stage.report.timers > 1) this.#broken(`The page has ${this.#stage.report.timers} timers.`);
    this.#checkElements();
  }

  #hand(session: string, at: number): void {
    if (this.#handed.has(session)) this.#broken('A session was handed over twice.');
    this.#handed.add(session);
    const age = at - this.#mintedAt.get(session)!;
    if (!(age < SESSION_LIFE)) this.#broken(`A session was handed over ${age / SECOND} s after it was made.`);
  }

  #checkElements(): void {
    for (const [element, { connected, status, renewing, error }] of this.#stage.report.elements.entries()) {
      if ((status === 'error') !== (error !== undefined))
        this.#broken(`Element ${element} is ${status}: ${error}.`);
      if (renewing && status !== 'ready') this.#broken(`Element ${element} renews while ${status}.`);
      if ((status === 'idle') === connected) this.#broken(`Element ${element} is ${status}.`);
      if (!connected || !this.#mustWork(element)) continue;
      this.looks += 1;
      if (!this.lives(element)) this.#broken(`Element ${element} is ${status} (${error}) and does not live.`);
    }
  }

  /** Whether the viewer can use it. */
  lives(element: number): boolean {
    const { status, live } = this.#stage.report.elements[element]!;
    const token = this.#stage.ledger.tokenOf(element);
    if (status !== 'ready' || !live || !token || token.revoked) return false;
    const life = this.#stage.tenantOf(element).protocol === 'renewal' ? 23 * HOUR : DAY;
    return this.#stage.ledger.isExchanged(element, live) && this.#stage.now < token.since + life;
  }

  /** Whether the page is visible and there has been no fault for long enough. */
  #mustWork(element: number): boolean {
    const { hidden, offline, asleep, backend, embeds, added, removed, disruptions } = this.#history;
    const { now } = this.#stage;
    const quiet = (moment: number, bound: number): boolean => now >= moment + bound;
    return (
      [backend, embeds[this.#stage.tenantIndex(element)]!].every(({ lastEnd }) =>
        quiet(lastEnd, DRAIN + BOUND),
      ) &&
      [hidden, offline, asleep, removed[element]!].every(({ lastEnd }) => quiet(lastEnd, BOUND)) &&
      quiet(Math.max(added[element]!, ...disruptions[element]!), BOUND)
    );
  }

  #broken(what: string): void {
    const day = (this.#stage.now - this.#stage.start) / DAY;
    if (!this.broken.has(what)) this.broken.set(what, `day ${day.toFixed(4)}`);
  }
}
