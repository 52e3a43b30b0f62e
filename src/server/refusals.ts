import { CubeApiError, CubeRequestError } from './errors.js';
import { isTimeout } from './limits.js';

/**
 * An error response. Its text goes to the browser, so it is fixed: it never contains anything from Cube, the host or the
 * request.
 */
export interface Refusal {
  status: number;
  error: string;
  headers?: Record<string, string>;
}

export const NOT_SIGNED_IN: Refusal = { status: 401, error: 'Nobody is signed in.' };
export const FOREIGN_SITE: Refusal = { status: 403, error: 'Cross-site requests are refused.' };
export const SLOW_BODY: Refusal = { status: 408, error: 'The request body took too long to arrive.' };
export const BAD_BODY: Refusal = { status: 400, error: 'The request body must be empty or a JSON object.' };
export const LONG_BODY: Refusal = { status: 413, error: 'The request body is too long.' };

/** Nobody reads this response. 499 is what servers log when the client has disconnected. */
const GONE: Refusal = { status: 499, error: 'The client closed the request.' };

/**
 * `Retry-After` for a failure that lasts until someone fixes it. It is longer than the 5 minutes that an element stays in
 * `loading`, so the element shows its error after one call and retries by itself later.
 */
const LASTING_RETRY_SECONDS = 600;

const retryIn = (seconds: number): Pick<Refusal, 'headers'> => ({
  headers: { 'retry-after': String(seconds) },
});

export const wrongMethod = (allow: string): Refusal => ({
  status: 405,
  error: `Allowed methods: ${allow}.`,
  headers: { allow },
});

export const tooMany = (seconds: number): Refusal => ({
  status: 429,
  error: 'Too many session requests.',
  ...retryIn(seconds),
});

/**
 * Returns the response for a failure. Elements treat most 4xx as final and retry after a 5xx, so a failure that the viewer
 * did not cause becomes a 5xx, even if Cube answered 4xx. `Retry-After` says when a retry makes sense.
 */
export function refusalFor(error: unknown, request: Request): Refusal {
  if (request.signal.aborted) return GONE;
  if (isTimeout(error)) return { status: 504, error: 'The session request timed out.' };
  if (error instanceof CubeRequestError) {
    return { status: 500, error: 'The session request is not valid.', ...retryIn(LASTING_RETRY_SECONDS) };
  }
  if (!(error instanceof CubeApiError)) return { status: 500, error: 'The session could not be created.' };
  const { code, status, retryable, retryAfter } = error;
  if (code === 'timeout') return { status: 504, error: 'Cube did not answer in time.' };
  if (!retryable)
    return { status: 502, error: 'Cube refused the session.', ...retryIn(LASTING_RETRY_SECONDS) };
  if (status === 429 || status === 503) {
    return { status: 503, error: 'Cube is busy.', ...(retryAfter !== null && retryIn(retryAfter)) };
  }
  return { status: 502, error: 'Cube did not create a session.' };
}
