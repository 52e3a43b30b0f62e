import type { FrameSlot } from '../session/world.js';
import { createElement } from '../shared/create-element.js';
import type { CubeEventPayloads } from './events.js';
import { measure } from './measure.js';

/** The iframe attributes that a host may choose, in native spelling. */
export interface FrameAttributes {
  title: string;
  sandbox: string;
  allow: string;
  referrerPolicy: string;
  credentialless: boolean;
}

/** One iframe, and what is known of its page. */
export interface Frame {
  readonly iframe: HTMLIFrameElement;
  /** The iframe's window when its page loaded. */
  loadedWindow?: Window | null;
  /** The page that it began at, if it is not the embed's own; then the last one that it has reported. */
  path?: string | undefined;
  /** What its page has said in its `ready`. */
  greeting?: CubeEventPayloads['ready'] | undefined;
}

/** `Node.moveBefore()`, which moves an iframe without reloading it. */
export interface MovableParent {
  moveBefore(node: Node, before: Node | null): void;
}

/** Read only after `load`: earlier, Chromium creates a script context for it. */
const windowOf = (frame: Frame | undefined): Window | null | undefined =>
  frame && (frame.loadedWindow ??= frame.iframe.contentWindow);

/** By a property that no other engine has. */
const isFirefox = ({ documentElement }: Document): boolean => 'MozAppearance' in documentElement.style;

const SLOTS: readonly FrameSlot[] = ['live', 'next'];

/**
 * The iframes of one element: the live one, and the next one, which loads unseen and inert. Each session gets a new iframe
 * whose `src` is set before insertion, which adds no history entry.
 */
export interface Frames {
  /** The frame that the viewer sees. */
  readonly live: Frame | undefined;
  /** The frame that loads behind it. */
  readonly next: Frame | undefined;
  /** Whether there is neither a live frame nor a next one. */
  readonly empty: boolean;
  /** Whether the viewer's focus is in the live frame. */
  readonly focused: boolean;
  /** That frame if it has the focus, or if nothing has: right after the window's `blur`, its page must have taken it. */
  focusedIn(slot: FrameSlot): HTMLElement | undefined;
  /** Whether the browser has reloaded one of them, or may have: its session may be spent. */
  restarted(): boolean;
  /** Whether the page's own Content-Security-Policy has blocked a frame of the same origin since the next frame was inserted. */
  readonly blocked: boolean;
  /**
   * Whether the next frame's page has arrived; until then, the frame shows `about:blank`. `undefined` where that cannot be seen
   * (Firefox, before `load`).
   */
  hasPage(): boolean | undefined;
  /** Whether the browser may have stopped the next frame's load: it has, at a download or a navigation that was none. */
  readonly mayBeStopped: boolean;
  /** Call it when the page navigates. */
  navigated(event: NavigateEvent): void;
  /** Call it when the page has violated its own policy. A report-only policy blocks nothing. */
  violated(event: SecurityPolicyViolationEvent): void;
  /**
   * Inserts a new frame behind the live one. `path`: the page that it begins at, if it is not the embed's own. `ended` is called
   * when its page has loaded, or (Firefox) failed to.
   */
  load(
    src: string,
    path: string | undefined,
    attributes: FrameAttributes,
    ended: (slot: FrameSlot, isError: boolean) => void,
  ): void;
  /** Replaces the live frame with the next one, focus included, in one task: no blank moment. */
  promote(): void;
  drop(slot: FrameSlot): void;
  /** Moves the live frame, or the one that loads, to where the frames go now, without reloading it. Returns whether it is there. */
  move(): boolean;
  /** Gives a moved frame its box back: Chromium 156 removes it with the place where the frame was before. */
  restoreBox(): void;
  /** Gives the live frame the focus back if nothing else has it. */
  takeFocus(): void;
  /** Sets the accessible name of the frames. */
  rename(title: string): void;
  focus(options?: FocusOptions): void;
  /** Returns the frame that a message came from. */
  slotOf(source: MessageEventSource | null): FrameSlot | undefined;
  /** Returns where this frame is now; `undefined` when it has been dropped. */
  slotOfFrame(frame: Frame): FrameSlot | undefined;
  /** Forgets what the frames have said: it is about another viewer. */
  forget(): void;
  /** Sends a frame a message, for this origin only. */
  post(slot: FrameSlot, message: object, origin: string): void;
}

/** `box`: where the frames go. */
export function createFrames(box: () => ShadowRoot): Frames {
  let live: Frame | undefined;
  let next: Frame | undefined;
  let blocked = false;
  let mayBeStopped = false;
  /** The next frame was moved while it loaded. */
  let hasMoved = false;

  const isFocused = (frame: Frame | undefined): boolean =>
    !!frame && (frame.iframe.getRootNode() as ShadowRoot).activeElement === frame.iframe;

  const slotOfFrame = (frame: Frame): FrameSlot | undefined =>
    frame === live ? 'live' : frame === next ? 'next' : undefined;

  const frames: Frames = {
    get live() {
      return live;
    },
    get next() {
      return next;
    },
    get empty() {
      return !live && !next;
    },
    get focused() {
      return isFocused(live);
    },
    focusedIn(slot) {
      const iframe = frames[slot]?.iframe;
      // In Firefox, focusing the frame may leave the focus nowhere.
      const isNowhere =
        iframe?.ownerDocument.hasFocus() && iframe.ownerDocument.activeElement?.localName === 'body';
      return isNowhere || isFocused(frames[slot]) ? iframe : undefined;
    },
    get blocked() {
      return blocked;
    },
    restarted: () => [live, next].some((frame) => frame?.loadedWindow !== frame?.iframe.contentWindow),
    hasPage() {
      if (!next) return false;
      const { contentDocument, ownerDocument } = next.iframe;
      if (contentDocument) return contentDocument.URL !== 'about:blank';
      // Firefox hides the document of a page that is still to come, too.
      return next.loadedWindow || !isFirefox(ownerDocument) ? true : undefined;
    },
    get mayBeStopped() {
      return mayBeStopped;
    },
    navigated({ destination }) {
      mayBeStopped ||= !destination.sameDocument;
    },
    violated({ disposition, effectiveDirective, blockedURI }) {
      // Browsers report the origin only, or the whole address.
      const { origin } = new URL(next?.iframe.src ?? 'about:blank');
      const isOurs = `${blockedURI}/`.startsWith(`${origin}/`);
      if (isOurs && effectiveDirective === 'frame-src' && disposition === 'enforce') blocked = true;
    },
    load(src, path, attributes, ended) {
      frames.drop('next');
      const root = box();
      const iframe = createIframe(root.ownerDocument, src, attributes);
      const frame: Frame = { iframe, path };
      iframe.onload = iframe.onerror = (event): void => {
        windowOf(frame);
        const slot = slotOfFrame(frame);
        if (slot) ended(slot, (event as Event).type === 'error');
      };
      next = frame;
      blocked = false;
      // Without this interface, nobody tells.
      mayBeStopped = !('navigation' in window);
      root.append(iframe);
      // Its final size, whatever its containing block is until then.
      measure(() => {
        const { clientWidth, clientHeight } = root.host;
        return () => Object.assign(iframe.style, { width: `${clientWidth}px`, height: `${clientHeight}px` });
      });
    },
    promote() {
      if (!next) return;
      const before = live;
      const isLiveFocused = isFocused(before);
      const { iframe } = (live = next);
      next = undefined;
      iframe.inert = false;
      iframe.removeAttribute('style');
      if (isLiveFocused) iframe.focus({ preventScroll: true });
      before?.iframe.remove();
      if (hasMoved) frames.restoreBox();
      hasMoved = false;
    },
    drop(slot) {
      const frame = frames[slot];
      // State first: a listener of the page for `focusout` runs inside `remove()`.
      if (slot === 'live') live = undefined;
      else next = undefined;
      frame?.iframe.remove();
    },
    move() {
      const frame = live ?? next;
      if (!frame) return true;
      const { iframe } = frame;
      const view = windowOf(frame);
      hasMoved = frame === next;
      if (isFocused(frame)) iframe.blur();
      try {
        // A listener of `focusout` may have removed it.
        if (iframe.isConnected) (box() as ParentNode & MovableParent).moveBefore(iframe, null);
      } catch {
        // Another document, for example.
      }
      return iframe.getRootNode() === box() && iframe.contentWindow === view;
    },
    restoreBox() {
      const iframe = (live ?? next)?.iframe;
      if (!iframe || iframe.clientWidth || !box().host.clientWidth) return;
      iframe.style.display = 'none';
      // Reading the layout makes the change count.
      if (iframe.clientWidth === 0) iframe.style.display = '';
    },
    takeFocus() {
      const { activeElement, body } = box().ownerDocument;
      if (!activeElement || activeElement === body) live?.iframe.focus({ preventScroll: true });
    },
    rename(title) {
      for (const frame of [live, next]) if (frame) frame.iframe.title = title;
    },
    focus(options) {
      live?.iframe.focus(options);
    },
    slotOf: (source) => SLOTS.find((slot) => windowOf(frames[slot]) === source),
    slotOfFrame,
    forget() {
      for (const frame of [live, next]) if (frame) frame.path = frame.greeting = undefined;
    },
    post(slot, message, origin) {
      windowOf(frames[slot])?.postMessage(message, origin);
    },
  };
  return frames;
}

/** An iframe that the viewer neither sees nor reaches. */
function createIframe(
  document: Document,
  src: string,
  { sandbox, ...attributes }: FrameAttributes,
): HTMLIFrameElement {
  const iframe = createElement(document, 'iframe', { part: 'frame', sandbox });
  iframe.inert = true;
  // When the viewer goes back to a page, WebKit loads a frame with the last address of a frame of the same name.
  return Object.assign(iframe, attributes, { name: `cube-embed-${Math.random()}`, src });
}
