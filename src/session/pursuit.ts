import type { SessionReason } from './source.js';
import type { Token } from './token.js';
import type { RenewalTrigger } from './world.js';

/** What is being pursued: a session for a first or a further frame, or for the live one. */
export interface Need {
  reason: SessionReason;
  trigger: RenewalTrigger | undefined;
  /** Calls for a session so far. */
  attempt: number;
  /** Sessions in a row that ran out before they were a live frame. */
  lapses: number;
  /** The host has not objected to a new frame. */
  consented: boolean;
  /** Its turn among the page's renewals, once it stands in line. */
  turn?: number;
}

/** An id, and when the call that fetched it began. */
export interface Session {
  id: string;
  since: number;
}

/** A session is in a frame that is not live yet. */
export interface FrameStep {
  name: 'frame';
  /** When the call for its session began. */
  since: number;
  /** When the frame was given it. */
  handed: number;
  /** When its silence is long enough. */
  silentAt: number;
  /** Once it is up and waits for the viewer's hands to leave the live one. */
  token: Token | undefined;
}

/** How far it is. Moments are on the machine's clock. */
export type Step =
  | { name: 'rest' }
  | { name: 'wait'; until: number }
  | { name: 'fetch'; since: number; abort: AbortController }
  | FrameStep;

export const REST: Step = { name: 'rest' };

export function newNeed(reason: SessionReason, trigger: RenewalTrigger | undefined): Need {
  return { reason, trigger, attempt: 0, lapses: 0, consented: false };
}
