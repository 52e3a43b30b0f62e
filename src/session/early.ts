import type { ViewerData } from '../shared/viewer.js';
import { holdForViewer } from '../shared/viewer.js';

/**
 * A call that `cube-embed.early.js` has begun: its endpoint and body, when, and the answer; nothing if the call failed.
 */
export type EarlyCall = [endpoint: string, body: string, began: Date, answer: Promise<Response | undefined>];

/** Milliseconds for which an answer can be taken. */
const LIFETIME = 30_000;

let calls: EarlyCall[] = [];
let signedOutAt = 0;

const holder: ViewerData = {
  forgetViewer() {
    calls = [];
    signedOutAt = Date.now();
    return undefined;
  },
};
holdForViewer(holder);

/** Keeps an early call until a source of the same endpoint wants its answer. */
export function offerEarly(call: EarlyCall): void {
  // A tag that was removed before its element was defined still has the call of the viewer before.
  if (call[2].getTime() > signedOutAt) calls.push(call);
}

/** The answer to an early call that is the same as the one that is about to be made; it is given once. */
export function takeEarly(endpoint: string, body: string): Promise<Response | undefined> | undefined {
  const i = calls.findIndex(
    ([url, sent, began]) => url === endpoint && sent === body && Date.now() - began.getTime() < LIFETIME,
  );
  return i < 0 ? undefined : calls.splice(i, 1)[0]?.[3];
}
