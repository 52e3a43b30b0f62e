import type { CubeEmbedError } from '../shared/errors.js';
import type { SessionReason } from '../session/source.js';
import type { EmbedStatus } from '../session/world.js';
import type { CubeEmbedEventMap } from './event-map.js';
import type { EmbedRecord } from './settings.js';

/** Dispatches an event at the element. Returns whether nobody canceled it. */
export type Emit = <K extends keyof CubeEmbedEventMap>(
  name: K,
  detail: CubeEmbedEventMap[K]['detail'],
  cancelable?: boolean,
) => boolean;

/** What an embed needs of the element that holds it. */
export interface EmbedHost {
  /** Whether a viewer can see it: an element, and not the parking. */
  readonly isSeen: boolean;
  readonly element: HTMLElement;
  /** Where the frames go. */
  root(): ShadowRoot;
  readonly emit: Emit;
  /** The element's properties as they are now. @throws CubeEmbedError `invalid-config`. */
  properties(): EmbedRecord;
  /** Asks the element to call `update()` soon. */
  requestUpdate(): void;
  /** Settles when `update()` has been called for the properties as they are now; `undefined` when it has been already. */
  pendingUpdate(): Promise<unknown> | undefined;
  /** The embed's `status`, `renewing` or `error` has changed. */
  changed(): void;
  /** Holds this embed from now on, in place of another one. */
  hold(embed: Embed): void;
}

/** One running embed: its sessions, its frames and what is known of them. An element holds one. */
export interface Embed {
  readonly status: EmbedStatus;
  /** Whether a renewal is under way. */
  readonly renewing: boolean;
  /** Why `status` is `error`; otherwise `null`. */
  readonly error: CubeEmbedError | null;
  /** The page of the embed, as the elements' `path` describes it. */
  path: string | undefined;
  /** The element is in a page: begins when its properties and the page allow it. */
  attach(host: EmbedHost): void;
  /** The element is not in the page any more: ends everything. */
  detach(): void;
  /** Acts upon changed properties. */
  update(): void;
  /** See `CubeEmbedElement.renew`. */
  renew(): Promise<void>;
  /** See `CubeEmbedElement.reload`. `retry`: the viewer has asked for it. */
  reload(reason: Extract<SessionReason, 'reload' | 'retry'>): Promise<void>;
  /** Sends an action, after what the same task has changed in the properties. `type`: without `cube:action:`. */
  act(type: string, payload: object): void;
  /** Keeps the embed for the next element, before this one is removed. Returns whether it was kept. */
  park(): boolean;
  /** Ends an embed that no element holds. */
  end(): void;
  /** Moves the focus into the embed. */
  focus(options?: FocusOptions): void;
  /** The element was moved by `moveBefore()`: loads again where the browser has reloaded a frame. */
  moved(): void;
}
