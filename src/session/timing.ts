/** Milliseconds, all of them; the two windows themselves come from the element (`session-ttl`, `token-ttl`). */

/** How long a call for a session may take. */
export const FETCH_TIMEOUT = 30_000;
/** A rejection without an answer that comes sooner was none of the backend's: WebKit, while a navigation is pending. */
export const AT_ONCE = 50;
/** A frame whose page has not come after this long, or up to half as much again, was stopped by the browser. */
export const PAGE_TIMEOUT = 20_000;
/** Firefox reports a frame that the page's policy blocks as an error, and tells of the policy up to this long after. */
export const TOLD = 1_000;
/** A tenant that sends no messages counts as ready this long after its page has loaded. */
export const SILENT_READY = 3_000;
/** After waking past the window, the frame's own message is awaited this long, and up to as much again. */
export const GRACE = 2_500;
/** An endpoint's 401 or 403 at a renewal is asked again after this long, and up to as much again. */
export const DOUBT = 2_500;
/** A renewal waits for the viewer's focus to leave the frame, looking this often. */
export const FOCUS_POLL = 5_000;
/** A host that canceled a reload is asked again after this long. */
export const ASK_AGAIN = 300_000;
/** "Soon after" a hand-over: an error within it was caused by it, and `session-expiring` is about the old token. */
export const TRIAL = 60_000;
/** A viewer with nothing to look at is not kept waiting for a backend's `Retry-After` longer than this. */
export const LONGEST_WAIT = 300_000;
/** How long after its call began a session may serve the next mount, where its element was removed meanwhile. */
export const KEEP = 2_000;

/** Behind the error panel: the first try, the longest time between two, and the shortest. */
export const FIRST_RETRY = 30_000;
export const LONGEST_RETRY = 300_000;
export const LEAST_PAUSE = 10_000;
/** An error that the same call would meet again is tried no sooner than this, when the viewer returns. */
export const AT_RETURN = 60_000;
/** Over how long the tries of all returning viewers are spread. */
export const RETURN_SPREAD = 2_000;

/** Failed calls for one session before it is an error. */
export const ATTEMPTS = 5;
/** Rejections at once, beside those, that do not count. */
export const HASTY = 5;
/** Sessions in a row that expired before their frame was ready. */
export const LAPSES = 3;
