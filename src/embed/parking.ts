import type { MovableParent } from '../frame/frames.js';
import { createElement } from '../shared/create-element.js';
import type { Embed, EmbedHost } from './embed.js';
import type { EmbedRecord } from './settings.js';
import { adoptStyles } from './styles.js';

/** Whether the browser can move frames without reloading them. */
export function canMoveFrames(root: object): root is MovableParent {
  return 'moveBefore' in root;
}

/**
 * Where a kept embed stands: in the page, laid out with the size that it had, but not seen, not focusable and not found by the
 * page's own selectors. Chromium and Firefox run no animation frames in it. With `display: none`, Firefox would forget the
 * sizes, and a frame in a light tree crashes Chromium 156 when it is moved while it has the focus.
 */
export class ParkingSpace implements EmbedHost {
  readonly isSeen = false;
  readonly element: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #record: EmbedRecord;
  #embed: Embed | undefined;
  #wasReady = false;

  constructor(document: Document, record: EmbedRecord, width: number, height: number) {
    this.#record = record;
    this.element = createElement(document, 'div');
    this.element.inert = true;
    this.element.style.cssText = `position: fixed; inset: 0 auto auto 0; width: ${width}px; height: ${height}px; visibility: hidden; pointer-events: none`;
    this.#root = this.element.attachShadow({ mode: 'closed' });
    adoptStyles(this.#root);
    lotOf(document).append(this.element);
  }

  root(): ShadowRoot {
    return this.#root;
  }

  readonly emit = (): boolean => true;

  properties(): EmbedRecord {
    return this.#record;
  }

  requestUpdate(): void {
    queueMicrotask(() => {
      if (this.element.isConnected) this.#embed?.update();
    });
  }

  pendingUpdate(): undefined {
    return undefined;
  }

  changed(): void {
    const status = this.#embed?.status;
    // Nobody sees it: a frame that has failed is not worth another one.
    if (status === 'error' || (this.#wasReady && status === 'loading')) this.#embed?.end();
    this.#wasReady ||= status === 'ready';
  }

  hold(embed: Embed): void {
    this.#embed = embed;
    this.#wasReady = embed.status === 'ready';
  }
}

const lots = new WeakMap<Document, ShadowRoot>();

/** Holds the document's parking spaces. Outside of `body`, which applications empty and replace. */
function lotOf(document: Document): ShadowRoot {
  const known = lots.get(document);
  if (known?.host.isConnected) return known;
  const host = createElement(document, 'div');
  // Overrides the page's style sheets.
  host.style.setProperty('all', 'initial', 'important');
  const lot = host.attachShadow({ mode: 'closed' });
  lots.set(document, lot);
  document.documentElement.append(host);
  return lot;
}
