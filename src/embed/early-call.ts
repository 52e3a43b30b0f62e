import type { EarlyCall } from '../session/early.js';
import { offerEarly } from '../session/early.js';

/** Takes the call that `cube-embed.early.js` has left at an element; it leaves something else where it began none. */
export function takeEarlyCall(element: Element & { early?: unknown }): void {
  const { early } = element;
  delete element.early;
  if (!Array.isArray(early)) return;
  const [endpoint, ...call] = early as EarlyCall;
  offerEarly([new URL(endpoint, element.baseURI).href, ...call]);
}
