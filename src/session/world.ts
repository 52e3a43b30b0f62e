import type { CubeEmbedError } from './errors.js';
import type { Session, SessionReason } from './source.js';

/** What the viewer is shown: nothing yet, the loading panel, the embed, or the error panel. */
export type EmbedStatus = 'idle' | 'loading' | 'ready' | 'error';

/** What set a renewal off: the token's window, the frame's own word, the host's `renew()`, a failed embed. */
export type RenewalTrigger = 'window' | 'session-expiring' | 'session-expired' | 'renew' | 'embed-error';

/** How a renewal is first tried: by what the tenant has shown, at once in place, or always by a new frame. */
export type Renewal = 'auto' | 'in-place' | 'reload';

/** How a renewal was done: the frame took the new session, or a new frame took its place. */
export type RenewalMethod = 'in-place' | 'reload';

/** Everything the machine needs from outside, handed in: it has no clock, timer, page or frame of its own. */
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
  /** Whether the page is being prerendered, for a viewer who may never come. */
  readonly prerendering: boolean;
  /** What the sessions come from: elements of a page with the same source try for each other. */
  readonly source: unknown;
  readonly renewal: Renewal;
  /** Whether an embed of this tenant on the page has shown that it understands `set-session`. */
  readonly tenantTakesSession: boolean;
  /** The live frame has shown that it understands `set-session`. */
  proveTenant(): void;
  /** Milliseconds until this element may begin a renewal: all elements of the page stand in one line. */
  takeTurn(): number;
  /** How long a session can be used after its call began, in milliseconds. */
  readonly sessionTtl: number;
  /** How long a token lives, in milliseconds. */
  readonly tokenTtl: number;
  /** A session never seen before; or a rejection, the host's own or a `CubeEmbedError`. */
  fetchSession(reason: SessionReason, attempt: number, signal: AbortSignal): Promise<Session>;
  /** Puts the session into a new frame, unseen, behind the live one where there is one. */
  load(session: string): void;
  /** Whether the page of the frame that is not live yet has come; before, the frame shows `about:blank`. */
  hasPage(): boolean;
  /** Why the page's own policy keeps that frame from loading, if it does. */
  readonly blocked: CubeEmbedError | undefined;
  /** Shows the loaded frame and removes the live one. */
  promote(): void;
  /** Removes the live frame, or the one that is not live yet. */
  drop(frame: 'live' | 'next'): void;
  /** Hands the session to the live frame (`set-session`). */
  renewInPlace(session: string): void;
  /** Whether the viewer's focus is in the live frame. */
  focused(): boolean;
  /** Asks the host whether the live frame may be replaced now; a refusal counts only where `cancelable`. */
  mayReload(reason: RenewalTrigger, cancelable: boolean): boolean;
  /** `status`, `renewing` or `error` is another than at the last call. */
  changed(): void;
  /** The frame that was promoted is the live one now; unconfirmed where it has sent no message. */
  ready(confirmed: boolean): void;
  /** A renewal is done; unconfirmed where the frame may not understand `set-session`. */
  renewed(method: RenewalMethod, trigger: RenewalTrigger, confirmed: boolean): void;
  /** Something failed; `fatal`: the viewer sees the error, otherwise the frame stays or a new one is loading. */
  failed(error: CubeEmbedError, fatal: boolean): void;
}

/** What a frame can say that matters to the session's life; `troubled`: of an error that has not taken it down. */
export type FrameWord = 'ready' | 'expiring' | 'expired' | 'troubled' | 'failed';
