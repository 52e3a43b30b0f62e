/** The iframe attributes that a host may choose, in native spelling. */
export interface FrameAttributes {
  title: string;
  sandbox: string;
  allow: string;
  referrerPolicy: string;
}

/** Which of an element's frames. */
export type FrameSlot = 'live' | 'next';

const SLOTS: readonly FrameSlot[] = ['live', 'next'];

/**
 * The iframes of one element: the live one, and the next one that loads behind it, unseen and out of reach. Each
 * session gets an element of its own with `src` set before it enters the page, which adds no history entry.
 */
export class Frames {
  readonly #box: () => ParentNode;
  readonly #frames: { [slot in FrameSlot]?: HTMLIFrameElement | undefined } = {};

  /** `box`: where the frames go. */
  constructor(box: () => ParentNode) {
    this.#box = box;
  }

  /** Whether the viewer's focus is in the live frame. */
  get focused(): boolean {
    const { live } = this.#frames;
    return !!live && (live.getRootNode() as ShadowRoot).activeElement === live;
  }

  /** The accessible name of the frames that are there. */
  set title(title: string) {
    for (const slot of SLOTS) if (this.#frames[slot]) this.#frames[slot].title = title;
  }

  focus(options?: FocusOptions): void {
    this.#frames.live?.focus(options);
  }

  /** Puts a new frame behind the live one. `onLoad`: its page has loaded, whatever it may be. */
  load(src: string, attributes: FrameAttributes, onLoad: () => void): void {
    this.drop('next');
    const frame = document.createElement('iframe');
    frame.part.add('frame');
    frame.inert = true;
    frame.title = attributes.title;
    frame.setAttribute('sandbox', attributes.sandbox);
    frame.allow = attributes.allow;
    frame.referrerPolicy = attributes.referrerPolicy as ReferrerPolicy;
    frame.src = src;
    frame.onload = (): void => {
      if (frame === this.#frames.next) onLoad();
    };
    this.#frames.next = frame;
    this.#box().append(frame);
  }

  /** The next frame takes the live one's place, focus included, in one task: there is no blank moment. */
  promote(): void {
    const { focused } = this;
    const { live, next } = this.#frames;
    if (!next) return;
    this.#frames.live = next;
    this.#frames.next = undefined;
    next.inert = false;
    live?.remove();
    if (focused) this.focus();
  }

  drop(slot: FrameSlot): void {
    this.#frames[slot]?.remove();
    this.#frames[slot] = undefined;
  }

  /** Which of the two a message came from. */
  slotOf(source: MessageEventSource | null): FrameSlot | undefined {
    return SLOTS.find((slot) => source && this.#frames[slot]?.contentWindow === source);
  }

  /** To the live frame and this origin only. */
  post(message: object, origin: string): void {
    this.#frames.live?.contentWindow?.postMessage(message, origin);
  }
}
