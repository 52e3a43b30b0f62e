import type { Embed } from './embed-record.js';
import type { Description, Tone } from './describe.js';
import { duration } from './format.js';

/** One line of the log. */
export interface Entry extends Description {
  /** Wall-clock milliseconds. */
  at: number;
  /** Name of the embed; empty for a note. */
  embed: string;
  /** Name of the event that the entry describes, or `note` or `removed`. */
  type: string;
}

/** Entries that belong together: one load, one renewal, or an embed's events outside of both (`loose`). */
export interface Episode {
  readonly kind: 'load' | 'renewal' | 'loose' | 'note';
  readonly embed: string;
  /** What the log still keeps of it, oldest first; never empty. */
  readonly entries: Entry[];
  /** How many session calls failed in it, also those whose entries are gone. */
  failedCalls: number;
  /** Changes with every change of the episode. */
  version: number;
  /** By `performance.now()`, to compute the duration. */
  readonly began: number;
  ended: number | undefined;
}

/** Time in milliseconds after its end in which an episode still takes entries that result from it. */
const FOLLOW_UP_MS = 1_000;
const MAX_ENTRIES = 500;

/** Groups entries into episodes as they arrive, oldest first. */
export class Episodes {
  #list: Episode[] = [];
  #lines = 0;
  #version = 0;
  /** The latest episode of each embed. */
  readonly #latest = new Map<string, Episode>();

  get list(): readonly Episode[] {
    return this.#list;
  }

  /** Changes with every change of the list or of an episode in it. */
  get version(): number {
    return this.#version;
  }

  clear(): void {
    this.#list = [];
    this.#lines = 0;
    this.#version += 1;
    this.#latest.clear();
  }

  /** Adds the page's own line. Episodes in progress continue; all other entries after it start a new episode. */
  note(text: string): void {
    for (const [embed, { ended, kind }] of this.#latest) {
      if (ended !== undefined || kind === 'loose') this.#latest.delete(embed);
    }
    this.#begin('note', { at: Date.now(), embed: '', type: 'note', kind: 'note', tone: 'plain', text });
  }

  /** Adds an entry. `element` is the embed that it is about. */
  add(entry: Entry, element: Embed): void {
    const open = this.#openFor(entry.embed);
    const begins = whatBegins(entry, element);
    // An entry that starts something, and an error after a successful end, gets a row of its own.
    const follows = !begins && (entry.kind !== 'error' || element.status !== 'ready');
    const continues = open && (open.ended === undefined ? !begins || open.kind === begins : follows);
    const episode = continues ? open : this.#begin(begins ?? 'loose', entry);
    if (continues) this.#append(episode, entry);
    if (ends(episode, entry, element)) episode.ended ??= performance.now();
  }

  /** Returns the episode that an entry of this embed may continue. */
  #openFor(embed: string): Episode | undefined {
    const latest = this.#latest.get(embed);
    if (latest?.kind === 'loose') return latest === this.#list.at(-1) ? latest : undefined;
    const ended = latest?.ended;
    return ended === undefined || performance.now() - ended < FOLLOW_UP_MS ? latest : undefined;
  }

  #begin(kind: Episode['kind'], entry: Entry): Episode {
    const { embed } = entry;
    const began = performance.now();
    const episode: Episode = {
      kind,
      embed,
      entries: [],
      failedCalls: 0,
      version: 0,
      began,
      ended: undefined,
    };
    this.#list.push(episode);
    if (kind !== 'note') this.#latest.set(embed, episode);
    this.#append(episode, entry);
    return episode;
  }

  #append(episode: Episode, entry: Entry): void {
    episode.entries.push(entry);
    if (entry.kind === 'session' && entry.tone === 'bad') episode.failedCalls += 1;
    episode.version = this.#version += 1;
    this.#lines += 1;
    if (this.#lines > MAX_ENTRIES) this.#dropOldest();
  }

  /** Drops the oldest line of all, which may be in any episode: one that is under way can be older than those after it. */
  #dropOldest(): void {
    const ageOf = ({ entries }: Episode): number => entries[0]?.at ?? Infinity;
    const oldest = this.#list.reduce((old, each) => (ageOf(each) < ageOf(old) ? each : old));
    oldest.entries.shift();
    oldest.version = this.#version += 1;
    this.#lines -= 1;
    if (oldest.entries.length > 0) return;
    this.#list = this.#list.filter((each) => each !== oldest);
    if (this.#latest.get(oldest.embed) === oldest) this.#latest.delete(oldest.embed);
  }
}

/** Returns the kind of episode that an entry starts, if any. */
function whatBegins({ type, kind }: Entry, { status }: Embed): 'load' | 'renewal' | undefined {
  if (type === 'cube-embed-status-change' && status === 'loading') return 'load';
  const isRenewal = status === 'ready' && (kind === 'session' || kind === 'renewal');
  return isRenewal && type !== 'cube-embed-renewed' ? 'renewal' : undefined;
}

function ends({ kind }: Episode, { type }: Entry, { status }: Embed): boolean {
  if (status === 'error' || status === 'idle') return true;
  return type === (kind === 'load' ? 'cube-embed-ready' : 'cube-embed-renewed');
}

/** Summarizes an episode in one line. */
export function summary({ kind, entries, failedCalls, began, ended }: Episode): { text: string; tone: Tone } {
  const last = entries.at(-1) as Entry;
  if (kind === 'note') return last;
  if (kind === 'loose') return { text: `${entries.length} events, last: ${last.text}`, tone: last.tone };
  const calls = failedCalls === 1 ? 'call' : 'calls';
  const after = failedCalls ? ` after ${failedCalls} failed session ${calls}` : '';
  const find = (type: string): Entry | undefined => entries.findLast((entry) => entry.type === type);
  if (ended === undefined) return { text: `${kind} under way${after}`, tone: 'busy' };
  const renewed = find('cube-embed-renewed');
  if (renewed) return { text: renewed.text + after, tone: 'good' };
  if (find('cube-embed-ready'))
    return { text: `${kind}: ready in ${duration(ended - began)}${after}`, tone: 'good' };
  const error = find('cube-embed-error');
  return error
    ? { text: `${kind} failed${after}; ${error.text}`, tone: 'bad' }
    : { text: `${kind} ended${after}`, tone: 'plain' };
}
