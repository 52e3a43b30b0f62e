/** The vocabulary of one element's session: everything here is plain data that is never changed in place. */
import type { CubeEmbedError } from '../shared/errors.js';
import type { RetrySchedule } from './retry-group.js';
import type { Session, SessionReason } from './source.js';
import type { Token } from './token.js';
import type { FrameMessage, FrameSlot, RenewalMethod, RenewalTrigger, World } from './world.js';

/** The state of one element's session. */
export interface State {
  readonly view: View;
  readonly task: Task;
  /** Calls for a session so far; each call and the frame that it leads to go by their number. */
  readonly calls: number;
  /** When the latest of them began, the latest first. */
  readonly calledAt: readonly number[];
  readonly pace: ReloadPace;
}

/** How `reload()` is slowed down. A `ready`, a click of the viewer and changed settings begin anew. */
export interface ReloadPace {
  readonly failures: number;
  /** When the latest of them was. */
  readonly failedAt: number;
  /** How often `reload()` has replaced a load that was under way. */
  readonly replaced: number;
}

/** What the viewer sees. `ready`: the live frame, which keeps its token whatever the task is; so does the error panel. */
export type View =
  | { readonly status: 'idle' | 'loading'; readonly token?: undefined; readonly error?: undefined }
  | { readonly status: 'ready'; readonly token: Token; readonly error?: undefined }
  | { readonly status: 'error'; readonly token?: undefined; readonly error: CubeEmbedError };

/**
 * What goes on behind the view. Moments are on the machine's clock.
 *
 *   none ──► waiting ──► fetching ──► loading ──► loaded ──► none    a load, or a renewal by a new frame
 *             ▲  ▲          │ └─────────────────────────► none       a renewal in place (`set-session`)
 *      asking ┘  └──────────┴── failed attempts, expired sessions
 *                         paused ──► fetching                        behind the error panel
 */
export type Task = None | Waiting | Paused | Asking | Fetching | Loading | Loaded;

export interface None {
  readonly name: 'none';
  readonly request?: undefined;
}

/** The next attempt is made at `until`, or later when the page is hidden or offline. */
export interface Waiting {
  readonly name: 'waiting';
  readonly request: SessionRequest;
  readonly until: number;
}

/** The next attempt is made when the request's own schedule says so, or the one of its retry group. */
export interface Paused {
  readonly name: 'paused';
  readonly request: SessionRequest;
}

/** The host is being asked whether the live frame may be replaced. */
interface Asking {
  readonly name: 'asking';
  readonly request: SessionRequest;
}

/** The host is fetching a session. */
export interface Fetching {
  readonly name: 'fetching';
  readonly request: SessionRequest;
  readonly call: number;
  readonly since: number;
}

/** A frame is loading. */
export interface Loading {
  readonly name: 'loading';
  readonly request: SessionRequest;
  readonly call: number;
  /** When the call for its session began, and when the frame was given it. */
  readonly since: number;
  readonly handedAt: number;
  /** When its page should have arrived. */
  readonly pageBy: number;
  /** Once its page has loaded: when a tenant that sends no messages counts as ready. */
  readonly silentAt: number;
  /** The browser has reported that it could not load the page. */
  readonly isError?: boolean;
}

/** The new frame is ready, and waits until the viewer's focus leaves the live one. */
export interface Loaded {
  readonly name: 'loaded';
  readonly request: SessionRequest;
  readonly token: Token;
}

/** The need for a session, from the first attempt until a frame uses one or it is given up. */
export interface SessionRequest {
  readonly reason: SessionReason;
  /** What caused it; `undefined` for a load that the host or the page began. */
  readonly trigger: RenewalTrigger | undefined;
  /** Calls for a session so far. */
  readonly attempts: number;
  /** How many of them do not count: they were rejected at once, without an answer. */
  readonly instantRejections: number;
  /** Sessions in a row that expired before their frame was ready. */
  readonly expired: number;
  /** It replaces an embed that failed. */
  readonly recovery: boolean;
  /** The host has not objected to a new frame. */
  readonly consented?: boolean;
  /** The endpoint has denied it once. */
  readonly denied?: boolean;
  /** Its turn among the page's renewals; `Infinity` until the page has answered. */
  readonly turn?: number;
  /** It waits together with the other elements of its source: see `RetryGroup`. */
  readonly isGrouped?: boolean;
  /** Behind the error panel, when it does not: the element's own schedule. */
  readonly schedule?: RetrySchedule | undefined;
}

/** What happens to the machine. */
export type SessionEvent =
  | { readonly type: 'rest' }
  /** `isPaced`: the host has called `reload()`. */
  | { readonly type: 'start'; readonly reason: SessionReason; readonly isPaced: boolean }
  | { readonly type: 'stop' }
  | { readonly type: 'refuse'; readonly error: CubeEmbedError }
  | { readonly type: 'renew' }
  /** The viewer or the network has returned. */
  | { readonly type: 'returned'; readonly viewer: boolean; readonly network: boolean }
  /** The page has come out of the browser's page cache. */
  | { readonly type: 'restored' }
  /** Another endpoint is to be asked. */
  | { readonly type: 'source-changed' }
  | { readonly type: 'page-loaded'; readonly frame: FrameSlot; readonly isError: boolean }
  | FrameMessageEvent
  | SessionAnswer
  | { readonly type: 'rejected'; readonly call: number; readonly reason: unknown }
  | { readonly type: 'consent'; readonly given: boolean }
  | { readonly type: 'turn'; readonly delay: number }
  /** A call with the same source has succeeded. */
  | { readonly type: 'source-works' }
  /** The load of another element with the same source has made its last attempt. */
  | { readonly type: 'source-failed'; readonly error: CubeEmbedError }
  | { readonly type: DueEvent };

/** A frame has sent a message; `message` is `undefined` for one that does not matter to its session. */
export interface FrameMessageEvent {
  readonly type: 'message';
  readonly frame: FrameSlot;
  readonly message: FrameMessage | undefined;
  /** What Cube says of an error. */
  readonly text: string;
}

/** A call for a session has succeeded. */
export interface SessionAnswer {
  readonly type: 'session';
  readonly call: number;
  readonly session: Session;
}

/** What happens when only time passes. */
export type DueEvent =
  | 'check-due'
  | 'renewal-due'
  | 'ask-due'
  | 'turn-due'
  | 'fetch-due'
  | 'fetch-timeout'
  | 'page-due'
  | 'frame-is-silent'
  | 'session-expired'
  | 'promote-due';

/** What follows from a transition. */
export type Effect = Settlement | PageEffect | News;

/** Done with the change itself: it calls nothing outside. */
type Settlement =
  /** Settles the promises of `reload()` and `renew()`. */
  | { readonly type: 'settle'; readonly error?: unknown }
  /** The host is told nothing of what was to be told: it is not true any more. */
  | { readonly type: 'drop-news' }
  /** The elements of the same source try again by this schedule. */
  | { readonly type: 'plan'; readonly schedule: RetrySchedule };

/** Done on the page, which may call the machine back at once. */
export type PageEffect =
  | { readonly type: 'ask'; readonly trigger: RenewalTrigger; readonly cancelable: boolean }
  | { readonly type: 'take-turn' }
  | {
      readonly type: 'fetch';
      readonly call: number;
      readonly reason: SessionReason;
      readonly attempt: number;
    }
  | { readonly type: 'abort'; readonly call: number }
  | { readonly type: 'load'; readonly call: number; readonly session: string }
  | { readonly type: 'promote' }
  | { readonly type: 'drop'; readonly frame: FrameSlot }
  | { readonly type: 'set-session'; readonly session: string }
  | { readonly type: 'mark-supported' }
  | { readonly type: 'source-works' }
  | { readonly type: 'source-failed'; readonly error: CubeEmbedError };

/** Told to the host, after all effects on the page. */
export type News =
  /** `again`: the host has been told of this frame before, unconfirmed. */
  | { readonly type: 'ready'; readonly confirmed: boolean; readonly again?: true }
  | {
      readonly type: 'renewed';
      readonly method: RenewalMethod;
      readonly trigger: RenewalTrigger;
      readonly confirmed: boolean;
    }
  | { readonly type: 'failed'; readonly error: CubeEmbedError; readonly fatal: boolean };

/** What a transition may look up. */
export interface Facts {
  readonly world: Pick<
    World,
    | 'now'
    | 'random'
    | 'visible'
    | 'online'
    | 'prerendering'
    | 'renewal'
    | 'supportsSetSession'
    | 'sendsMessages'
    | 'sessionTtl'
    | 'tokenTtl'
    | 'blocked'
    | 'hasPage'
    | 'mayBeStopped'
    | 'focused'
  >;
  /** When the elements of the same source try again, while their calls fail. */
  readonly group: RetrySchedule | undefined;
  /** Whether this element makes the next attempt of its retry group. */
  readonly isNext: boolean;
}

export const IDLE: View = { status: 'idle' };
export const LOADING: View = { status: 'loading' };
export const NONE: None = { name: 'none' };

export const UNPACED: ReloadPace = { failures: 0, failedAt: -Infinity, replaced: 0 };

export const INITIAL: State = {
  view: IDLE,
  task: NONE,
  calls: 0,
  calledAt: [],
  pace: UNPACED,
};

/** A request for which nothing has been done yet. */
export function newRequest(
  reason: SessionReason,
  trigger?: RenewalTrigger,
  recovery = false,
): SessionRequest {
  return { reason, trigger, attempts: 0, instantRejections: 0, expired: 0, recovery };
}
