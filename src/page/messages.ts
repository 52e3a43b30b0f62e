type Handler = (event: MessageEvent) => void;

const handlers = new Set<Handler>();

const deliver = (event: MessageEvent): void => {
  for (const handler of [...handlers]) handler(event);
};

/** Hears the page's messages through its one listener; returns how to stop that. */
export function hearMessages(handler: Handler): () => void {
  if (!handlers.size) window.addEventListener('message', deliver);
  handlers.add(handler);
  return () => {
    if (handlers.delete(handler) && !handlers.size) window.removeEventListener('message', deliver);
  };
}
