import type { CubeEventPayloads, CubeMessage } from '../frame/events.js';
import { eventName } from '../frame/events.js';
import type { FrameMessage } from '../session/world.js';
import type { CubeEmbedEventMap } from './event-map.js';

/** Cube's events that have a DOM event of their own. */
const RELAYED = /^(view|navigate|dashboard-loaded|download|drilldown|ai-query)$/;
/** Cube's events that report a path. */
const MOVES = /^(view|navigate)$/;
const WORDS: ReadonlyMap<string, FrameMessage> = new Map([
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
  /** What it means for the session's life. */
  kind: FrameMessage | undefined;
  /** Cube's message of an error. */
  text: string;
  /** The payload of `ready`. */
  greeting: CubeEventPayloads['ready'] | undefined;
  /** The path that the embed reports. */
  path: unknown;
  events: RelayedEvent[];
}

/** Characters of Cube's error message that are passed on. */
const LONGEST = 300;

/** `message`: without session ids. */
export function relay(message: CubeMessage): Relayed {
  const name = eventName(message);
  const failure = name === 'error' ? (message.payload as CubeEventPayloads['error']) : undefined;
  const text = typeof failure?.message === 'string' ? failure.message.slice(0, LONGEST) : '';
  const told: CubeMessage = failure ? { ...message, payload: { ...failure, message: text } } : message;
  const events: RelayedEvent[] = [['cube-embed-message', told]];
  if (RELAYED.test(name)) {
    events.push([`cube-embed-${name}`, told.payload] as RelayedEvent);
  }
  return {
    kind: failure ? (failure.fatal === true ? 'fatal' : 'error') : WORDS.get(name),
    text,
    greeting: name === 'ready' ? (told.payload as CubeEventPayloads['ready']) : undefined,
    path: MOVES.test(name) ? (told.payload as { path?: unknown }).path : undefined,
    events,
  };
}
