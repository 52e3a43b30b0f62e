import type { CubeEventPayloads, CubeMessage } from '../frame/events.js';
import { eventName } from '../frame/events.js';
import type { FrameWord } from '../session/world.js';
import type { CubeEmbedEventMap } from './event-map.js';

/** Cube's events that have a DOM event of their own. */
const RELAYED = /^(view|navigate|dashboard-loaded|download|drilldown|ai-query)$/;
const WORDS: ReadonlyMap<string, FrameWord> = new Map([
  ['ready', 'ready'],
  ['session-expiring', 'expiring'],
  ['session-expired', 'expired'],
]);

/** An event to dispatch at the element. */
type RelayedEvent = {
  [K in keyof CubeEmbedEventMap]: [name: K, detail: CubeEmbedEventMap[K]['detail']];
}[keyof CubeEmbedEventMap];

/** What a message of the embed means. */
export interface Relayed {
  /** What it says that matters to the session's life. */
  word: FrameWord | undefined;
  /** The embed's own text of what has failed. */
  text: string;
  /** The payload of `ready`. */
  greeting: CubeEventPayloads['ready'] | undefined;
  events: RelayedEvent[];
}

/** An error of Cube's as text: short, and without what may be an id or a token. */
const redacted = (text: unknown): string =>
  typeof text === 'string' ? text.replace(/[0-9a-f]{32}|eyJ[\w.-]+/gi, '…').slice(0, 300) : '';

export function relay(message: CubeMessage): Relayed {
  const name = eventName(message);
  const failure = name === 'error' ? (message.payload as CubeEventPayloads['error']) : undefined;
  const text = redacted(failure?.message);
  const told: CubeMessage = failure ? { ...message, payload: { ...failure, message: text } } : message;
  const events: RelayedEvent[] = [['cube-embed-message', told]];
  if (RELAYED.test(name)) {
    events.push([`cube-embed-${name}`, told.payload] as RelayedEvent);
  }
  return {
    word: failure ? (failure.fatal === true ? 'failed' : 'troubled') : WORDS.get(name),
    text,
    greeting: name === 'ready' ? (told.payload as CubeEventPayloads['ready']) : undefined,
    events,
  };
}
