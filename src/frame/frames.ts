/** The iframe attributes that a host may choose, in native spelling. */
export interface FrameAttributes {
  title: string;
  sandbox: string;
  allow: string;
  referrerPolicy: string;
}

/** A frame and what came of it. */
export type FrameSlot = 'live' | 'next';

/**
 * The iframes of one element: the live one, and the next one that loads behind it, unseen and out of reach. Each
 * session gets an element of its own with `src` set before it enters the page, which adds no history entry.
 */
export class Frames {
  readonly #box: () => ParentNode;
  #live: HTMLIFrameElement | undefined;
  #next: HTMLIFrameElement | undefined;

  /** `box`: where the frames go. */
  constructor(box: () => ParentNode) {
    this.#box = box;
  }

  /** Whether the viewer's focus is in the live frame. */
  get focused(): boolean {
    const live = this.#live;
    return !!live && (live.getRootNode() as ShadowRoot).activeElement === live;
  }

  /** The accessible name of the frames that are there. */
  set title(title: string) {
    for (const frame of [this.#live, this.#next]) if (frame) frame.title = title;
  }

  focus(options?: FocusOptions): void {
    this.#live?.focus(options);
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
      if (frame === this.#next) onLoad();
    };
    this.#next = frame;
    this.#box().append(frame);
  }

  /** The next frame takes the live one's place, focus included, in one task: there is no blank moment. */
  promote(): void {
    const { focused } = this;
    const old = this.#live;
    this.#live = this.#next;
    this.#next = undefined;
    if (this.#live) this.#live.inert = false;
    old?.remove();
    if (focused) this.focus();
  }

  drop(slot: FrameSlot): void {
    if (slot === 'live') {
      this.#live?.remove();
      this.#live = undefined;
    } else {
      this.#next?.remove();
      this.#next = undefined;
    }
  }

  /** Which of the two a message came from. */
  slotOf(source: MessageEventSource | null): FrameSlot | undefined {
    if (!source) return;
    if (source === this.#live?.contentWindow) return 'live';
    if (source === this.#next?.contentWindow) return 'next';
  }

  /** To the live frame and this origin only. */
  post(message: object, origin: string): void {
    this.#live?.contentWindow?.postMessage(message, origin);
  }
}
