import { perWindow } from './listeners.js';

/** Returns whether the message came from a frame of its own. */
type Hear = (event: MessageEvent) => boolean;

const routesOf = perWindow(() => {
  const hearers = new Set<Hear>();
  /** Whose frame a window has been. */
  const owners = new WeakMap<MessageEventSource, Hear>();
  const route = (event: MessageEvent): void => {
    const { source } = event;
    if (!source) return;
    const owner = owners.get(source);
    if (owner && hearers.has(owner) && owner(event)) return;
    // A message may come before its frame's `load`, and so from a window that nobody knows yet.
    for (const hear of hearers) {
      if (hear === owner || !hear(event)) continue;
      owners.set(source, hear);
      // The next new window is most likely another's.
      if (hearers.delete(hear)) hearers.add(hear);
      return;
    }
  };
  return { hearers, route };
});

/**
 * Hears a window's messages, through one listener for all its elements: `hear` gets those from windows that it has owned to,
 * and those from windows that nobody has. Returns how to stop that.
 */
export function hearMessages(view: Window, hear: Hear): () => void {
  const { hearers, route } = routesOf(view);
  if (!hearers.size) view.addEventListener('message', route);
  hearers.add(hear);
  return () => {
    if (hearers.delete(hear) && !hearers.size) view.removeEventListener('message', route);
  };
}
