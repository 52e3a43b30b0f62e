import type { ViewerData } from '../shared/viewer.js';
import { holdForViewerInModule } from '../shared/viewer.js';

/**
 * A call that `cube-embed.early.js` has begun: its endpoint and body, when (`performance.now()`), and the answer; nothing if
 * the call failed.
 */
export type EarlyCall = [
  endpoint: string,
  body: string,
  began: number,
  answer: Promise<Response | undefined>,
];

/** Milliseconds for which an answer can be taken. */
const LIFETIME = 30_000;

/** Each with the time of day when it was offered. */
let calls: { call: EarlyCall; offered: number }[] = [];
/** When the last viewer signed out, by the clock of the calls. */
let signedOutAt = -Infinity;

const holder: ViewerData = {
  forgetViewer() {
    calls = [];
    signedOutAt = performance.now();
    return undefined;
  },
};
holdForViewerInModule(holder);

/** Keeps an early call until a source of the same endpoint wants its answer. */
export function offerEarly(call: EarlyCall): void {
  // A tag that was removed before its element was defined still has the call of the viewer before.
  if (call[2] > signedOutAt) calls.push({ call, offered: Date.now() });
}

/** The answer to an early call that is the same as the one that is about to be made; it is given once. */
export function takeEarly(endpoint: string, body: string): Promise<Response | undefined> | undefined {
  const i = calls.findIndex(({ call, offered }) => {
    // The first clock may stand still while the machine sleeps, and the time of day may be set back.
    const age = Math.max(performance.now() - call[2], Date.now() - offered);
    return call[0] === endpoint && call[1] === body && age < LIFETIME;
  });
  return i < 0 ? undefined : calls.splice(i, 1)[0]?.call[3];
}
