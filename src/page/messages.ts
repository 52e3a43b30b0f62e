import { perWindow } from './listeners.js';

/** Returns whether the message came from one of the listener's own frames. */
type Hear = (event: MessageEvent) => boolean;

const routesOf = perWindow(() => {
  const hearers = new Set<Hear>();
  /** The last known owner of each window. */
  const owners = new WeakMap<MessageEventSource, Hear>();
  const route = (event: MessageEvent): void => {
    const { source } = event;
    if (!source) return;
    const owner = owners.get(source);
    if (owner && hearers.has(owner) && owner(event)) return;
    // A message may arrive before its frame's `load`, from a window without a known owner.
    for (const hear of hearers) {
      if (hear === owner || !hear(event)) continue;
      owners.set(source, hear);
      // The next unknown window most likely belongs to another element.
      if (hearers.delete(hear)) hearers.add(hear);
      return;
    }
  };
  return { hearers, route };
});

/**
 * Listens to a window's messages, with one listener for all its elements. `hear` is called for messages from windows that it
 * owns, and from windows without a known owner. Returns a function that stops listening.
 */
export function hearMessages(view: Window, hear: Hear): () => void {
  const { hearers, route } = routesOf(view);
  if (!hearers.size) view.addEventListener('message', route);
  hearers.add(hear);
  return () => {
    if (hearers.delete(hear) && !hearers.size) view.removeEventListener('message', route);
  };
}
