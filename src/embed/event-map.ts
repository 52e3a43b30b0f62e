import type { CubeEventPayloads, CubeMessage } from '../frame/events.js';
import type { LoadTiming } from './load-timing.js';
import type { CubeEmbedError } from '../shared/errors.js';
import type { SessionReason, Surface } from '../session/source.js';
import type { EmbedStatus, RenewalMethod, RenewalTrigger } from '../session/world.js';

/** The elements' events by name, each with the type of its `detail`; all bubble and are composed. */
export interface CubeEmbedEventMap {
  /**
   * The embed is ready. `confirmed` is `false` if the embed has sent no message and its page loaded 3 seconds ago. If its first
   * message comes later, the event is dispatched a second time, with `confirmed: true` and `again: true`.
   */
  'cube-embed-ready': CustomEvent<{
    surface: Surface;
    confirmed: boolean;
    mode: 'signed' | 'private' | null;
    deploymentId: number | null;
    embedTenant: string | null;
    publicId: string | null;
    /** `true` if the element has taken over an embed that was kept (see `keep`). */
    kept: boolean;
    timing: LoadTiming;
    /** `true` if the element has dispatched this event for the same start before, with `confirmed: false`. */
    again?: true;
  }>;
  /** `status` changed. */
  'cube-embed-status-change': CustomEvent<{ status: EmbedStatus; previous: EmbedStatus }>;
  /** A renewal is complete. */
  'cube-embed-renewed': CustomEvent<{
    method: RenewalMethod;
    trigger: RenewalTrigger;
    /** `false`: the session was sent to a frame that has not shown that it understands `set-session`. */
    confirmed: boolean;
  }>;
  /**
   * A call for a session succeeded or failed; aborted calls send no event. `duration`: milliseconds. `error`: why it failed,
   * `null` when a session came.
   */
  'cube-embed-session': CustomEvent<{
    reason: SessionReason;
    attempt: number;
    duration: number;
    error: CubeEmbedError | null;
  }>;
  /** A renewal is about to replace the frame, and the viewer may lose state; `preventDefault()` postpones it. */
  'cube-embed-before-reload': CustomEvent<{ trigger: RenewalTrigger }>;
  /** Something failed. `fatal`: `status` is `error`; otherwise the element keeps the embed or loads it again. */
  'cube-embed-error': CustomEvent<{ error: CubeEmbedError; fatal: boolean }>;
  /** The viewer sees a page of the embed. */
  'cube-embed-view': CustomEvent<CubeEventPayloads['view']>;
  /** The viewer went to another page of the embed. */
  'cube-embed-navigate': CustomEvent<CubeEventPayloads['navigate']>;
  /** A dashboard's widgets have loaded. */
  'cube-embed-dashboard-loaded': CustomEvent<CubeEventPayloads['dashboard-loaded']>;
  /** The viewer downloaded data or a picture. */
  'cube-embed-download': CustomEvent<CubeEventPayloads['download']>;
  /** The viewer drilled into a value. */
  'cube-embed-drilldown': CustomEvent<CubeEventPayloads['drilldown']>;
  /** The viewer asked the chat. */
  'cube-embed-ai-query': CustomEvent<CubeEventPayloads['ai-query']>;
  /** The embed sent an event, of any type, unknown ones included. */
  'cube-embed-message': CustomEvent<CubeMessage>;
}

/** The events bubble and are composed, so listeners on a document and a window are typed too. */
declare global {
  interface HTMLElementEventMap extends CubeEmbedEventMap {}
  interface DocumentEventMap extends CubeEmbedEventMap {}
  interface WindowEventMap extends CubeEmbedEventMap {}
}
