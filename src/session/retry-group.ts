/** When elements that failed try again, alone or together. */
import type { CubeEmbedError } from '../shared/errors.js';
import { pauseOf } from './backoff.js';
import type { Task } from './state.js';
import { FIRST_RETRY, LONGEST_RETRY, RETRY_AT_RETURN, RETURN_SPREAD, SHORTEST_RETRY } from './timing.js';

/**
 * When the next attempt is made.
 *
 * | error     | tries by itself                            | when the viewer or the network returns             |
 * | --------- | ------------------------------------------ | -------------------------------------------------- |
 * | retryable | after 30 s, growing to 5 min, ×0.5 to ×1.5 | within 2 s, at most one call in 10 s               |
 * | any other | never                                      | at the viewer's within 2 s, at most once a minute  |
 *
 * `Retry-After` comes before both.
 */
export interface RetrySchedule {
  readonly until: number;
  /** A return makes no attempt before this moment. */
  readonly earliest: number;
  /** The network's return makes an attempt at once from this moment on. */
  readonly onlineAt: number;
  /** Failed attempts of elements that load. */
  readonly attempts: number;
  /** Failed attempts behind the error panel; 0 while the elements load. */
  readonly retries: number;
}

/** The schedule of elements that load: their next attempt is made at `until`. */
export function loadSchedule(until: number, attempts: number, online = Infinity): RetrySchedule {
  return { until, earliest: until, onlineAt: online, attempts, retries: 0 };
}

/**
 * From when on the network's return makes an attempt at once: for an answer that was no answer of the host's (a login page, an
 * offline page) as soon as its `Retry-After` allows.
 */
export function onlineAt(error: CubeEmbedError, now: number, otherwise: number): number {
  return error.retryable && error.code === 'session-invalid' ? now + pauseOf(error, 0) : otherwise;
}

/** The schedule after an attempt behind the error panel has failed at `now`. */
export function retrySchedule(
  retries: number,
  error: CubeEmbedError,
  now: number,
  random: number,
): RetrySchedule {
  const delay = Math.min(FIRST_RETRY * 2 ** retries, LONGEST_RETRY) * (0.5 + random);
  const least = error.retryable ? SHORTEST_RETRY : RETRY_AT_RETURN;
  const earliest = now + Math.max(least, pauseOf(error, random));
  const until = error.retryable ? Math.max(now + delay, earliest) : Infinity;
  return { until, earliest, onlineAt: onlineAt(error, now, earliest), attempts: 0, retries: retries + 1 };
}

/** Who has returned. */
export interface Return {
  readonly viewer: boolean;
  readonly network: boolean;
}

/** The schedule after a return: the next attempt is brought forward. */
export function scheduleAtReturn(
  schedule: RetrySchedule,
  { viewer, network }: Return,
  now: number,
  random: number,
): RetrySchedule {
  const { until, earliest, onlineAt: online, retries } = schedule;
  if (network && online < earliest) return { ...schedule, until: Math.min(until, Math.max(now, online)) };
  // Elements that load try again soon anyway.
  if (!retries) return schedule;
  // Each element reports the same return: the first one plans the attempt.
  const isSoon = until <= Math.max(now + RETURN_SPREAD, earliest);
  if (isSoon || (until === Infinity && !viewer)) return schedule;
  return { ...schedule, until: Math.max(now + RETURN_SPREAD * random, earliest) };
}

/** An element whose call has failed, with the others of its source. */
export interface RetryGroupMember {
  /** Whether it can make the next attempt: its page is seen and online, or its call is under way. */
  readonly canTry: boolean;
  /** A call with the source has succeeded. */
  sourceWorks(): void;
  /** Another member has given up loading. */
  sourceFailed(error: CubeEmbedError): void;
  /** It may have become the next to try. */
  tick(): void;
}

/**
 * The elements of a page whose calls for a session fail, with one source of sessions. Each attempt is made by another one, for
 * all; who cannot try is passed over. A success with the source, whoever has it, ends the group, and the members follow. While
 * they load, they make five attempts together; then all show the error.
 *
 * A group belongs to the page and not to any element's state. What an element's state holds of it is only that it waits with
 * the others; the schedule is data that a transition reads and replaces as a whole.
 */
export class RetryGroup {
  schedule = loadSchedule(0, 0);
  readonly source: unknown;
  /** In the order in which they try. */
  readonly #members = new Set<RetryGroupMember>();
  #trying: RetryGroupMember | undefined;

  constructor(source: unknown) {
    this.source = source;
  }

  /** The member that makes the next attempt, or is making it. */
  get next(): RetryGroupMember | undefined {
    if (this.#trying?.canTry) return this.#trying;
    for (const member of this.#members) if (member.canTry) return member;
    return undefined;
  }

  /** The member makes the group's attempt, and goes to the end of the line. */
  begin(member: RetryGroupMember): void {
    this.#trying = member;
    this.#members.delete(member);
    this.#members.add(member);
  }

  /** The member's attempt is over, if it made one. */
  rest(member: RetryGroupMember): void {
    if (this.#trying === member) this.#trying = undefined;
  }

  plan(schedule: RetrySchedule): this {
    this.schedule = schedule;
    return this;
  }

  join(member: RetryGroupMember): void {
    groups.set(this.source, this);
    this.#members.add(member);
  }

  leave(member: RetryGroupMember): void {
    this.rest(member);
    this.#members.delete(member);
    if (!this.#members.size) this.#forget();
  }

  /** Who makes the next attempt, or when, has changed. */
  tick(): void {
    this.next?.tick();
  }

  /** A load has made all its attempts. */
  fail(error: CubeEmbedError): void {
    for (const member of [...this.#members]) member.sourceFailed(error);
  }

  /** The source gives sessions again. */
  end(): void {
    this.#forget();
    for (const member of [...this.#members]) member.sourceWorks();
  }

  #forget(): void {
    if (groups.get(this.source) === this) groups.delete(this.source);
  }
}

const groups = new Map<unknown, RetryGroup>();

/** The retry group of a source of sessions, while its calls fail. */
export function retryGroupOf(source: unknown): RetryGroup | undefined {
  return groups.get(source);
}

/** One element's place in the retry group of its source, while it has one. */
export class RetryMembership {
  /** The group that it joined. */
  group: RetryGroup | undefined;
  /** What the group was told of `canTry` last. */
  #couldTry = false;
  readonly #member: RetryGroupMember;
  readonly #source: () => unknown;

  constructor(member: RetryGroupMember, source: () => unknown) {
    this.#member = member;
    this.#source = source;
  }

  get schedule(): RetrySchedule | undefined {
    return (this.group ?? retryGroupOf(this.#source()))?.schedule;
  }

  get isNext(): boolean {
    return this.group?.next === this.#member;
  }

  join(): RetryGroup {
    const source = this.#source();
    const group = this.group ?? retryGroupOf(source) ?? new RetryGroup(source);
    this.group = group;
    group.join(this.#member);
    return group;
  }

  /** Joins or leaves, as the task says. Returns the group that it has left. */
  follow({ name, request }: Task): RetryGroup | undefined {
    const { group } = this;
    const isGrouped = request?.isGrouped;
    const leaves = group && (!isGrouped || group.source !== this.#source());
    if (leaves) {
      this.group = undefined;
      group.leave(this.#member);
    }
    if (isGrouped) {
      const joined = this.join();
      if (name === 'fetching') joined.begin(this.#member);
      if (name === 'paused') joined.rest(this.#member);
    }
    return leaves ? group : undefined;
  }

  /** Whether `canTry` has changed since the group was told. */
  hasChanged(): boolean {
    if (!this.group || this.#member.canTry === this.#couldTry) return false;
    this.#couldTry = !this.#couldTry;
    return true;
  }
}
