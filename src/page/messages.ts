import { Listeners } from './listeners.js';

const listeners = new Listeners<[MessageEvent]>((on) => {
  if (on) window.addEventListener('message', listeners.tell);
  else window.removeEventListener('message', listeners.tell);
});

/**
 * Hears the page's messages, through one listener for all elements, as long as nobody before has returned that it was for
 * them; returns how to stop that.
 */
export function hearMessages(listener: (event: MessageEvent) => unknown): () => void {
  return listeners.add(listener);
}
