import type { CubeEmbedError } from '../shared/errors.js';
import type { Session, SessionReason } from './source.js';

/** What the viewer is shown: nothing yet, the loading panel, the embed, or the error panel. */
export type EmbedStatus = 'idle' | 'loading' | 'ready' | 'error';

/** What started a renewal: the token's renewal window, an event of the embed, the host's `renew()`, or a failed embed. */
export type RenewalTrigger = 'window' | 'session-expiring' | 'session-expired' | 'renew' | 'embed-error';

/** How a renewal is first tried: by what the tenant has shown, at once in place, or always by a new frame. */
export type Renewal = 'auto' | 'in-place' | 'reload';

/** How a renewal was done: the frame took the new session, or a new frame took its place. */
export type RenewalMethod = 'in-place' | 'reload';

/** Everything the machine needs from outside: it has no clock, timer, page or frame of its own. */
export interface World {
  /** Milliseconds that never run backwards. */
  now(): number;
  /** Calls the machine's `tick` at or after that moment; replaces what was asked before; `Infinity`: not at all. */
  wakeAt(moment: number): void;
  /** From 0 to just under 1. */
  random(): number;
  /** Whether the viewer can see the page. */
  readonly visible: boolean;
  /** Whether the network is thought to be there. */
  readonly online: boolean;
  /** Whether the page is being prerendered; it may never be shown. */
  readonly prerendering: boolean;
  /** Identifies the source of sessions: elements with the same source share their retries. */
  readonly source: unknown;
  readonly renewal: Renewal;
  /** Whether an embed of this tenant on the page has shown that it understands `set-session`. */
  readonly supportsSetSession: boolean;
  /** Whether an embed like this one has sent a message on the page: a frame that stays silent is not ready then. */
  readonly sendsMessages: boolean;
  /** The live frame has shown that it understands `set-session`, so all embeds of its tenant do. */
  markSupported(): void;
  /** Milliseconds until this element may begin a renewal: all elements of the page share one queue. */
  takeTurn(): number;
  /** How long a session can be used after its call began, in milliseconds. */
  readonly sessionTtl: number;
  /** How long a token lives, in milliseconds. */
  readonly tokenTtl: number;
  /** A session never seen before; or a rejection, the host's own or a `CubeEmbedError`. */
  fetchSession(reason: SessionReason, attempt: number, signal: AbortSignal): Promise<Session>;
  /** Puts the session into a new frame, unseen, behind the live one where there is one. */
  load(session: string): void;
  /**
   * Whether the next frame's page has arrived; until then, the frame shows `about:blank`. `undefined` where that cannot be seen
   * (Firefox, before `load`).
   */
  hasPage(): boolean | undefined;
  /** Whether the browser may have stopped the next frame's load; `false` where it would have shown. */
  readonly mayBeStopped: boolean;
  /** Calls back in the next task. */
  nextTask(act: () => void): void;
  /** The error if the page's own policy blocks that frame. */
  readonly blocked: CubeEmbedError | undefined;
  /** Shows the loaded frame and removes the live one. */
  promote(): void;
  /** Removes the live frame, or the one that is not live yet. */
  drop(frame: FrameSlot): void;
  /** Hands the session to the live frame (`set-session`). */
  renewInPlace(session: string): void;
  /** Whether the viewer's focus is in the live frame. */
  focused(): boolean;
  /** Asks the host whether the live frame may be replaced now; a refusal counts only where `cancelable`. */
  mayReload(trigger: RenewalTrigger, cancelable: boolean): boolean;
  /** `status`, `renewing` or `error` changed since the last call. */
  changed(): void;
  /**
   * The frame that was promoted is the live one now; unconfirmed where it has sent no message. `again`: it has sent one since.
   */
  ready(confirmed: boolean, again?: true): void;
  /** A renewal is done; unconfirmed when the frame may not understand `set-session`. */
  renewed(method: RenewalMethod, trigger: RenewalTrigger, confirmed: boolean): void;
  /** Something failed; `fatal`: the viewer sees the error, otherwise the frame stays or a new one is loading. */
  failed(error: CubeEmbedError, fatal: boolean): void;
}

/** Which of an element's frames: the one that the viewer sees, or the one that loads behind it. */
export type FrameSlot = 'live' | 'next';

/** Messages of a frame that matter to its session; `error`: one that is not fatal. */
export type FrameMessage = 'ready' | 'expiring' | 'expired' | 'error' | 'fatal';

/** What an element sees of its machine. */
export interface SessionMachine {
  readonly status: EmbedStatus;
  /** A renewal is under way: its session is being fetched, or its frame loads behind the live one. */
  readonly renewing: boolean;
  readonly error: CubeEmbedError | null;
  /** Loads from the start, whatever was there before. */
  start(reason: SessionReason): void;
  /** When the live frame's token expires; `Infinity` without one. */
  readonly tokenEnd: number;
  /** Leaves the live frame as it is, and ends a renewal that is under way: the embed is put aside. */
  rest(): void;
  /** Ends everything at once: no timer, call or frame stays. */
  stop(): void;
  /** Ends in `error` without having tried, until the host does something: a configuration cannot work, or the viewer has signed out. */
  refuse(error: CubeEmbedError): void;
  /**
   * A new session and a new frame; the live one goes at once. Settles with the load. Counts as one in each task, and after a
   * failure waits as long as an automatic retry would; not when the viewer has clicked.
   */
  reload(reason: SessionReason, isClick?: boolean): Promise<void>;
  /** A new session for the live frame, in place where it can take one. Joins what is under way. */
  renew(): Promise<void>;
  /** The page's activity has changed: visible, online, offline, hidden. `isOnline`: by an `online` event. */
  wake(isOnline?: boolean): void;
  /** The page has come out of the browser's page cache; call `wake` as well. */
  restored(): void;
  /** Another endpoint is to be asked: what the one before is answering, or has answered for a frame that loads, is dropped. */
  sourceChanged(): void;
  /** Time has passed. */
  readonly tick: () => void;
  /** The page in a frame has loaded, whatever it may be; `isError`: the browser says that there was none. */
  loaded(frame: FrameSlot, isError?: boolean): void;
  /** A frame has sent a message; any valid one counts as sending messages. `text`: what it says has failed. */
  hear(frame: FrameSlot, message?: FrameMessage, text?: string): void;
}
