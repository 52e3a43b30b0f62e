import { Listeners, perWindow } from './listeners.js';

const listenersOf = perWindow((view) => {
  const listeners = new Listeners<[MessageEvent]>((on) => {
    view[on ? 'addEventListener' : 'removeEventListener']('message', listeners.tell as EventListener);
  });
  return listeners;
});

/**
 * Hears a window's messages, through one listener for all its elements; stops at the first that returns `true`. Returns
 * how to stop listening.
 */
export function hearMessages(view: Window, listener: (event: MessageEvent) => unknown): () => void {
  return listenersOf(view).add(listener);
}
