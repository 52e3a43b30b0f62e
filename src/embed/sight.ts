import { createElement } from '../shared/create-element.js';

/** How far from the viewport, and from the visible part of a scroll container, an element counts as near. */
const NEAR = '300px';

type ObserverType = typeof globalThis.IntersectionObserver;

/**
 * Calls `onNear` once, when the element is near the viewport and has no `visibility: hidden`. Returns how to stop, or
 * `undefined` when the window has no IntersectionObserver.
 */
export function watchSight(element: Element, view: Window, onNear: () => void): (() => void) | undefined {
  const { IntersectionObserver: Found } = view as Window & { IntersectionObserver?: ObserverType };
  if (!Found) return undefined;
  const Observer = Found;
  const options = { rootMargin: NEAR, scrollMargin: NEAR };
  const observers: IntersectionObserver[] = [];
  const probe = createElement(element.ownerDocument, 'span');
  let isNear = false;

  function stop(): void {
    for (const observer of observers.splice(0)) observer.disconnect();
    probe.remove();
  }

  function look(): void {
    if (!isNear) return;
    const { shadowRoot } = element;
    if (!shadowRoot || view.getComputedStyle(element).visibility === 'visible') {
      stop();
      onNear();
    } else if (!probe.isConnected) {
      // No observer reports `visibility`. A transition does, in an element that inherits it.
      probe.style.transition = 'visibility 1ms';
      probe.ontransitionrun = look;
      shadowRoot.append(probe);
      // A transition starts from a style that was computed before.
      probe.getBoundingClientRect();
    }
  }

  function observe(target: Element, root: Element | null, onChange: (isNear: boolean) => void): void {
    const listen: IntersectionObserverCallback = (entries) => {
      onChange(entries.some((entry) => entry.isIntersecting));
    };
    const observer = new Observer(listen, { ...options, root });
    observers.push(observer);
    observer.observe(target);
  }

  /** Engines without `scrollMargin`: near in its scroll container, which is near in its own, up to the viewport. */
  function observeIn(target: Element): void {
    const scroller = scrollerOf(target, view);
    let isFollowed = false;
    observe(target, scroller, (near) => {
      if (!near || isFollowed) return;
      isFollowed = true;
      if (scroller) observeIn(scroller);
      else arrive(true);
    });
  }

  function arrive(near: boolean): void {
    isNear = near;
    look();
  }

  observe(element, null, arrive);
  if (!('scrollMargin' in Observer.prototype)) observeIn(element);
  return stop;
}

/** The nearest scroll container. Not the body: its `overflow` is usually the viewport's. */
function scrollerOf(element: Element, view: Window): Element | null {
  const root = element.getRootNode() as Partial<ShadowRoot>;
  const parent = element.assignedSlot ?? element.parentElement ?? root.host;
  if (!parent || parent === view.document.body) return null;
  return /auto|scroll|hidden/.test(view.getComputedStyle(parent).overflow)
    ? parent
    : scrollerOf(parent, view);
}
