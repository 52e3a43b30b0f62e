import type { CubeEmbedError } from '../shared/errors.js';
import type { Outage } from './outage.js';
import type { SessionReason } from './source.js';
import type { Token } from './token.js';
import type { RenewalTrigger } from './world.js';

/** What the viewer sees. `ready` is the live frame, which keeps its token whatever goes on behind it; so does the error panel. */
export type View =
  | { status: 'idle' | 'loading'; token?: undefined; error?: undefined }
  | { status: 'ready'; token: Token; error?: undefined }
  | { status: 'error'; token?: undefined; error: CubeEmbedError };

/**
 * What goes on, behind what the viewer sees. Moments are on the machine's clock.
 *
 *   rest ──► wait ──► fetch ──► frame ──► held ──► rest    a load, or a renewal by a new frame
 *            ▲  ▲       │ └──────────────────────► rest    a renewal in place (`set-session`)
 *        ask ┘  └───────┴── failed attempts, expired sessions
 *                      pause ──► fetch                     behind the error panel
 */
export type Phase =
  | { name: 'rest'; need?: undefined }
  /** The next attempt is made at `until`, or later when the page is hidden or offline. */
  | { name: 'wait'; need: Need; until: number }
  /** Behind the error panel: the next attempt is made when the outage says so. */
  | { name: 'pause'; need: Need; outage: Outage }
  /** The host is being asked whether the live frame may be replaced. */
  | { name: 'ask'; need: Need }
  /** The host is fetching a session. */
  | { name: 'fetch'; need: Need; since: number; abort: AbortController }
  /**
   * A frame is loading with a session whose call began at `since`; it was handed over at `handed`. Its page should have come by
   * `pageBy`; at `silentAt`, after its load, a tenant that sends no messages counts as ready. `isError`: the browser says that
   * it could not load it.
   */
  | {
      name: 'frame';
      need: Need;
      since: number;
      handed: number;
      pageBy: number;
      silentAt: number;
      isError?: boolean;
    }
  /** The new frame is up, and waits until the viewer's focus leaves the live one. */
  | { name: 'held'; need: Need; token: Token };

/** One need for a session, from the first attempt until a frame lives on it or it is given up. */
export interface Need {
  reason: SessionReason;
  /** What caused it; `undefined` for a load that the host or the page began. */
  trigger: RenewalTrigger | undefined;
  /** Calls for a session so far. */
  attempt: number;
  /** How many of them do not count: they were rejected at once, without an answer. */
  hasty: number;
  /** Sessions in a row that expired before their frame was ready. */
  lapses: number;
  /** It replaces an embed that failed. */
  recovery: boolean;
  /** The host has not objected to a new frame. */
  consented?: boolean;
  /** The endpoint has denied it once. */
  doubted?: boolean;
  /** Its turn among the page's renewals, once it stands in line. */
  turn?: number;
  /** Behind the error panel: the trouble that it tries to get out of. */
  outage?: Outage | undefined;
}

export const IDLE: View = { status: 'idle' };
export const LOADING: View = { status: 'loading' };
export const REST: Phase = { name: 'rest' };

/** A need that nothing has been done about yet. */
export function newNeed(reason: SessionReason, trigger?: RenewalTrigger, recovery = false): Need {
  return { reason, trigger, attempt: 0, hasty: 0, lapses: 0, recovery };
}
