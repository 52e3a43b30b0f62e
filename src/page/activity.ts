/** Whether the page is in sight and online, and when that changes; one set of listeners however many ask. */
type Listener = () => void;

const listeners = new Set<Listener>();
let online = true;

const notify = (): void => {
  for (const listener of [...listeners]) listener();
};
const wentOffline = (): void => {
  online = false;
  notify();
};
const wentOnline = (): void => {
  online = true;
  notify();
};
const shown = (event: PageTransitionEvent): void => {
  // The first showing is no return.
  if (event.persisted) notify();
};

/** Whether the viewer can see the page. */
export function isVisible(): boolean {
  return document.visibilityState !== 'hidden';
}

/** Assumed until an event says otherwise: browsers know only whether there is some network. */
export function isOnline(): boolean {
  return online;
}

/** Calls `listener` at every change, and after a freeze or the back/forward cache; returns how to stop that. */
export function watchActivity(listener: Listener): () => void {
  if (!listeners.size) toggle('addEventListener');
  listeners.add(listener);
  return () => {
    if (listeners.delete(listener) && !listeners.size) {
      toggle('removeEventListener');
      // Nobody is told of a return from now on.
      online = true;
    }
  };
}

function toggle(method: 'addEventListener' | 'removeEventListener'): void {
  document[method]('visibilitychange', notify);
  document[method]('resume', notify);
  window[method]('online', wentOnline);
  window[method]('offline', wentOffline);
  window[method]('pageshow', shown as EventListener);
}
