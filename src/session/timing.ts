/** Milliseconds, all of them; the two windows themselves come from the element (`session-ttl`, `token-ttl`). */

/** How long a call for a session may take. */
export const FETCH_TIMEOUT = 30_000;
/** A tenant that sends no messages counts as ready this long after its page has loaded. */
export const SILENT_READY = 3_000;
/** After waking past the window, the frame's own message is awaited this long, and up to as much again. */
export const GRACE = 2_500;
/** A renewal waits for the viewer's hands to leave the frame, looking this often. */
export const FOCUS_POLL = 5_000;
/** A host that canceled a reload is asked again after this long. */
export const ASK_AGAIN = 300_000;
/** "Soon after" a hand-over: trouble within it is the hand-over's, and `expiring` is about the old token. */
export const TRIAL = 60_000;
/** A viewer with nothing to look at is not kept waiting for a backend's `Retry-After` longer than this. */
export const LONGEST_WAIT = 300_000;
/** How long after its element was removed an answer may still serve the next mount. */
export const KEEP = 2_000;

/** Failed calls for one session before it is an error. */
export const ATTEMPTS = 5;
/** Sessions in a row that ran out before their frame was up. */
export const LAPSES = 3;
