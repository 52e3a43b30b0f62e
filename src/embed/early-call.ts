import type { EarlyCall } from '../session/early.js';
import { offerEarly } from '../session/early.js';
import { resolveAddress } from '../shared/read.js';

/** Takes the call that `cube-embed.early.js` has left at an element; it leaves something else where it began none. */
export function takeEarlyCall(element: Element & { early?: unknown }): void {
  const { early } = element;
  delete element.early;
  if (!Array.isArray(early)) return;
  const [endpoint, ...call] = early as EarlyCall;
  // What is no address stays as it is: the call failed, and the element's own says so.
  offerEarly([resolveAddress(endpoint, element.baseURI) ?? endpoint, ...call]);
}
