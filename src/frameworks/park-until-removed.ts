import { park } from './embed-store.js';

const ENDS = ['transitionend', 'animationend', 'outroend'];

/**
 * Parks an element that its framework is about to remove. If a transition delays the removal, the element takes its embed back,
 * and is parked again when the transition of an ancestor, or its own, ends.
 */
export function parkUntilRemoved(element: Element): void {
  park(element as Element & { park?(): boolean });
  const { ownerDocument } = element;
  const connection = new AbortController();
  const { signal } = connection;
  const end = ({ target }: Event): void => {
    if (!element.isConnected) connection.abort();
    else if (target instanceof Node && target.contains(element))
      park(element as Element & { park?(): boolean });
  };
  // Captured at the document: before the framework's own listener, which removes the element.
  for (const name of ENDS) ownerDocument.addEventListener(name, end, { capture: true, signal });
  // Removed at once, as usual.
  queueMicrotask(() => {
    if (!element.isConnected) connection.abort();
  });
}
