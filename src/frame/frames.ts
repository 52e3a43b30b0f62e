import { createElement } from '../shared/create-element.js';
import { measure } from './measure.js';

/** The iframe attributes that a host may choose, in native spelling. */
export interface FrameAttributes {
  title: string;
  sandbox: string;
  allow: string;
  referrerPolicy: string;
  credentialless: boolean;
}

/** Which of an element's frames. */
export type FrameSlot = 'live' | 'next';

/** `begun`: the window of the frame when its page loaded. */
type Frame = HTMLIFrameElement & { begun?: Window | null };

/** Read only after `load`: earlier, Chromium creates a script context for it. */
const windowOf = (frame: Frame | undefined): Window | null | undefined =>
  frame && (frame.begun ??= frame.contentWindow);

const SLOTS: readonly FrameSlot[] = ['live', 'next'];

/**
 * The iframes of one element: the live one, and the next one, which loads unseen and inert. Each session gets a new iframe
 * whose `src` is set before insertion, which adds no history entry.
 */
export interface Frames {
  /** Whether there is neither a live frame nor a next one. */
  readonly empty: boolean;
  /** Whether the viewer's focus is in the live frame. */
  readonly focused: boolean;
  /** The next frame if it has the focus, or if nothing has: right after the window's `blur`, its page must have taken it. */
  readonly intruder: HTMLElement | undefined;
  /** Whether the browser has reloaded one of them, or may have: its session may be spent. */
  restarted(): boolean;
  /** Whether the page's own Content-Security-Policy has blocked a frame of the same origin since the next frame was inserted. */
  readonly blocked: boolean;
  /** Whether the next frame's page has arrived; until then, the frame shows `about:blank`. */
  hasPage(): boolean;
  /** Call it when the page has violated its own policy. A report-only policy blocks nothing. */
  violated(event: SecurityPolicyViolationEvent): void;
  /** Inserts a new frame behind the live one. `ended` is called when its page has loaded, or (Firefox) failed to. */
  load(src: string, attributes: FrameAttributes, ended: (slot: FrameSlot, isError: boolean) => void): void;
  /** Replaces the live frame with the next one, focus included, in one task: no blank moment. */
  promote(): void;
  drop(slot: FrameSlot): void;
  /** Sets the accessible name of the frames. */
  rename(title: string): void;
  focus(options?: FocusOptions): void;
  /** Returns the frame that a message came from. */
  slotOf(source: MessageEventSource | null): FrameSlot | undefined;
  /** Sends a frame a message, for this origin only. */
  post(slot: FrameSlot, message: object, origin: string): void;
}

/** `box`: where the frames go. */
export function createFrames(box: () => ShadowRoot): Frames {
  const frames: { [slot in FrameSlot]?: Frame | undefined } = {};
  const isFocused = (slot: FrameSlot): boolean => {
    const frame = frames[slot];
    return !!frame && (frame.getRootNode() as ShadowRoot).activeElement === frame;
  };
  let blocked = false;

  const drop = (slot: FrameSlot): void => {
    const frame = frames[slot];
    // State first: a listener of the page for `focusout` runs inside `remove()`.
    frames[slot] = undefined;
    frame?.remove();
  };

  return {
    get empty() {
      return !frames.live && !frames.next;
    },
    get focused() {
      return isFocused('live');
    },
    get intruder() {
      const { next } = frames;
      // In Firefox, focusing the frame may leave the focus nowhere.
      const isNowhere =
        next?.ownerDocument.hasFocus() && next.ownerDocument.activeElement?.localName === 'body';
      return isNowhere || isFocused('next') ? next : undefined;
    },
    get blocked() {
      return blocked;
    },
    restarted: () => SLOTS.some((slot) => frames[slot]?.begun !== frames[slot]?.contentWindow),
    hasPage: () => frames.next?.contentDocument?.URL !== 'about:blank',
    violated({ disposition, effectiveDirective, blockedURI }) {
      // Browsers report the origin only, or the whole address.
      const isOurs = `${blockedURI}/`.startsWith(`${new URL(frames.next?.src ?? 'about:blank').origin}/`);
      if (isOurs && effectiveDirective === 'frame-src' && disposition === 'enforce') blocked = true;
    },
    load(src, { sandbox, ...attributes }, ended) {
      drop('next');
      const root = box();
      const frame: Frame = createElement(root.ownerDocument, 'iframe', { part: 'frame', sandbox });
      const end = ({ type }: Event): void => {
        windowOf(frame);
        for (const slot of SLOTS) if (frame === frames[slot]) ended(slot, type === 'error');
      };
      frame.inert = true;
      // When the viewer goes back to a page, WebKit loads a frame with the last address of a frame of the same name.
      const name = `cube-embed-${Math.random()}`;
      Object.assign(frame, attributes, { name, src, onload: end, onerror: end });
      frames.next = frame;
      blocked = false;
      root.append(frame);
      // Its final size, whatever its containing block is until then.
      measure(() => {
        const { clientWidth, clientHeight } = root.host;
        return () => Object.assign(frame.style, { width: `${clientWidth}px`, height: `${clientHeight}px` });
      });
    },
    promote() {
      const { live, next } = frames;
      const isLiveFocused = isFocused('live');
      if (!next) return;
      frames.live = next;
      frames.next = undefined;
      next.inert = false;
      next.removeAttribute('style');
      if (isLiveFocused) next.focus({ preventScroll: true });
      live?.remove();
    },
    drop,
    rename(title) {
      for (const slot of SLOTS) if (frames[slot]) frames[slot].title = title;
    },
    focus(options) {
      frames.live?.focus(options);
    },
    slotOf: (source) => SLOTS.find((slot) => windowOf(frames[slot]) === source),
    post(slot, message, origin) {
      windowOf(frames[slot])?.postMessage(message, origin);
    },
  };
}
