/** Milliseconds, all of them; the two lifetimes themselves come from the element (`session-ttl`, `token-ttl`). */

/** How long a call for a session may take. */
export const FETCH_TIMEOUT = 30_000;
/** A sooner network error does not come from the backend: WebKit rejects at once while a navigation is pending. */
export const INSTANT = 50;
/**
 * How long the first, the second frame in a row may take until its page arrives, and up to 50 % longer: the browser may have
 * stopped it. After that the tenant counts as slow, and a frame has the rest of its session's time.
 */
export const PAGE_TIMEOUTS: readonly number[] = [20_000, 60_000];
/**
 * How long the first frame may take where nothing says that its load was stopped, or that its page has arrived: the viewer may
 * have stopped it (Escape), which no event tells.
 */
export const LOAD_TIMEOUT = 60_000;
/** Firefox reports a frame that the page's policy blocks as an error, and reports the violation up to this long after. */
export const POLICY_REPORT = 1_000;
/** A tenant that sends no messages counts as ready this long after its page has loaded. */
export const SILENT_READY = 3_000;
/** After waking past the renewal window, wait this long, up to twice, for the embed's own message. */
export const EMBED_REPORT = 2_500;
/** After an endpoint's 401 or 403 at a renewal, ask once more after this long, up to twice. */
export const DENIAL_RECHECK = 2_500;
/** How often a renewal checks whether the viewer's focus has left the frame. */
export const FOCUS_POLL = 5_000;
/** After a canceled `before-reload`, ask the host again after this long. */
export const ASK_AGAIN = 300_000;
/** A message this soon after a hand-over may refer to the state before it. */
export const SOON_AFTER = 60_000;
/** The longest `Retry-After` to wait for behind the loading panel; a longer one shows the error. */
export const LONGEST_WAIT = 300_000;
/** How long after its call began a session may serve the next mount, where its element was removed meanwhile. */
export const KEEP_ANSWER = 2_000;

/** Behind the error panel: the first retry, the longest time between two, and the shortest. */
export const FIRST_RETRY = 30_000;
export const LONGEST_RETRY = 300_000;
export const SHORTEST_RETRY = 10_000;
/** The shortest time before a non-retryable error is tried again, at the viewer's return. */
export const RETRY_AT_RETURN = 60_000;
/** Over how long the retries of all returning viewers are spread. */
export const RETURN_SPREAD = 2_000;

/** After a failure, `reload()` waits this long, doubling with each further failure. */
export const RELOAD_PAUSE = 1_000;
export const LONGEST_RELOAD_PAUSE = 30_000;
/** How often in a row `reload()` may replace a load that is under way before that counts as a failure. */
export const FREE_RELOADS = 3;
/** An element makes at most this many calls for a session in a second, whatever its host does. */
export const CALLS_PER_SECOND = 20;
/** How often the host is told something in one task before the rest waits for the next. */
export const NEWS_PER_TASK = 100;

/** Failed calls for one session before it is an error. */
export const MAX_ATTEMPTS = 5;
/** Immediate rejections that are not counted as attempts. */
export const MAX_INSTANT = 5;
/** Sessions in a row that expired before their frame was ready. */
export const MAX_EXPIRED = 3;
