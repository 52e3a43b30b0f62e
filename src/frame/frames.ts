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

/** `begun`: the window that it had when its page was there. */
type Frame = HTMLIFrameElement & { begun?: Window | null };

/** To be asked when there is a page in it: before, Chromium has to make a whole script context for the answer. */
const windowOf = (frame: Frame | undefined): Window | null | undefined =>
  frame && (frame.begun ??= frame.contentWindow);

const SLOTS: readonly FrameSlot[] = ['live', 'next'];

/**
 * The iframes of one element: the live one, and the next one that loads behind it, unseen and out of reach. Each
 * session gets an element of its own with `src` set before it enters the page, which adds no history entry.
 */
export interface Frames {
  /** Whether there is neither a live frame nor a next one. */
  readonly empty: boolean;
  /** Whether the viewer's focus is in the live frame. */
  readonly focused: boolean;
  /** Whether the browser has begun one of them anew, or may have: its session may be spent. */
  restarted(): boolean;
  /** Whether the next frame's page has come; before, the frame shows `about:blank`. */
  hasPage(): boolean;
  /** Puts a new frame behind the live one. `ended`: its page has loaded, or in Firefox could not be had. */
  load(src: string, attributes: FrameAttributes, ended: (slot: FrameSlot, isError: boolean) => void): void;
  /** The next frame takes the live one's place, focus included, in one task: there is no blank moment. */
  promote(): void;
  drop(slot: FrameSlot): void;
  /** Gives the frames their accessible name. */
  rename(title: string): void;
  focus(options?: FocusOptions): void;
  /** Which of the two a message came from. */
  slotOf(source: MessageEventSource | null): FrameSlot | undefined;
  /** Sends the live frame a message, at this origin only. */
  post(message: object, origin: string): void;
}

/** `box`: where the frames go. */
export function createFrames(box: () => DocumentFragment | HTMLElement): Frames {
  const frames: { [slot in FrameSlot]?: Frame | undefined } = {};
  const isFocused = ({ live } = frames): boolean =>
    !!live && (live.getRootNode() as ShadowRoot).activeElement === live;
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
      return isFocused();
    },
    restarted: () => SLOTS.some((slot) => frames[slot]?.begun !== frames[slot]?.contentWindow),
    hasPage: () => frames.next?.contentDocument?.URL !== 'about:blank',
    load(src, { sandbox, ...attributes }, ended) {
      drop('next');
      const root = box();
      const frame: Frame = root.ownerDocument.createElement('iframe');
      frame.setAttribute('part', 'frame');
      frame.inert = true;
      frame.setAttribute('sandbox', sandbox);
      const end = ({ type }: Event): void => {
        windowOf(frame);
        for (const slot of SLOTS) if (frame === frames[slot]) ended(slot, type === 'error');
      };
      Object.assign(frame, attributes, { src, onload: end, onerror: end });
      frames.next = frame;
      root.append(frame);
    },
    promote() {
      const { live, next } = frames;
      const focused = isFocused();
      if (!next) return;
      frames.live = next;
      frames.next = undefined;
      next.inert = false;
      live?.remove();
      if (focused) next.focus();
    },
    drop,
    rename(title) {
      for (const slot of SLOTS) if (frames[slot]) frames[slot].title = title;
    },
    focus(options) {
      frames.live?.focus(options);
    },
    slotOf: (source) => SLOTS.find((slot) => windowOf(frames[slot]) === source),
    post(message, origin) {
      windowOf(frames.live)?.postMessage(message, origin);
    },
  };
}
