import { Listeners } from './listeners.js';

let online = true;

const listeners = new Listeners<[]>((on) => {
  const toggle = on ? 'addEventListener' : 'removeEventListener';
  document[toggle]('visibilitychange', changed);
  document[toggle]('resume', changed);
  for (const type of ['online', 'offline', 'pageshow']) window[toggle](type, changed);
  // Nobody was told of a return while there were no listeners.
  online ||= navigator.onLine;
});

function changed({ type, persisted }: Event & { persisted?: boolean }): void {
  if (type === 'online' || type === 'offline') online = type === 'online';
  // The first showing of a page is no return to it.
  if (persisted !== false) listeners.tell();
}

/** Whether the viewer can see the page. */
export function isVisible(): boolean {
  return document.visibilityState !== 'hidden';
}

/** Assumed until an event says otherwise: browsers know only whether there is some network. */
export function isOnline(): boolean {
  return online;
}

/** Calls `listener` at every change, and after a freeze or the back/forward cache; returns how to stop that. */
export function watchActivity(listener: () => void): () => void {
  return listeners.add(listener);
}
