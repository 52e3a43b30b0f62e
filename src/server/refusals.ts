import { CubeApiError, CubeRequestError } from './errors.js';
import { isTimeout } from './limits.js';

/**
 * An answer without a session. Its text goes to the browser, so it is fixed: nothing from Cube, from the host or from the
 * request ever gets into it.
 */
export interface Refusal {
  status: number;
  error: string;
  headers?: Record<string, string>;
}

export const NOT_SIGNED_IN: Refusal = { status: 401, error: 'Nobody is signed in.' };
export const FOREIGN_SITE: Refusal = { status: 403, error: 'Requests from other sites are not answered.' };
export const SLOW_BODY: Refusal = { status: 408, error: 'The request took too long to arrive.' };
export const BAD_BODY: Refusal = { status: 400, error: 'The body must be empty or a JSON object.' };
export const LONG_BODY: Refusal = { status: 413, error: 'The body is too long.' };

/** Nobody is there to read it; servers write this number into their logs for a client that hung up. */
const GONE: Refusal = { status: 499, error: 'The request was given up.' };

/**
 * Sent with a failure that lasts until somebody changes something. It is more than the five minutes that an element waits
 * in `loading`: so it shows its error after one call, and asks again by itself later.
 */
const LASTING_RETRY_SECONDS = 600;

const retryIn = (seconds: number): Pick<Refusal, 'headers'> => ({
  headers: { 'retry-after': String(seconds) },
});

export const wrongMethod = (allow: string): Refusal => ({
  status: 405,
  error: `Only ${allow} is answered here.`,
  headers: { allow },
});

export const tooMany = (seconds: number): Refusal => ({
  status: 429,
  error: 'Too many sessions were requested.',
  ...retryIn(seconds),
});

/**
 * The answer for a failure. Elements treat most 4xx as final and retry after 5xx: a failure that is not the viewer's doing
 * is a 5xx, even where Cube called it a 4xx. `Retry-After` says when a retry makes sense.
 */
export function refusalFor(error: unknown, request: Request): Refusal {
  if (request.signal.aborted) return GONE;
  if (isTimeout(error)) return { status: 504, error: 'The session took too long.' };
  if (error instanceof CubeRequestError) {
    return { status: 500, error: 'The viewer is not one for Cube.', ...retryIn(LASTING_RETRY_SECONDS) };
  }
  if (!(error instanceof CubeApiError)) return { status: 500, error: 'The session could not be requested.' };
  const { code, status, retryable, retryAfter } = error;
  if (code === 'timeout') return { status: 504, error: 'Cube took too long.' };
  if (!retryable)
    return { status: 502, error: 'Cube refused the session.', ...retryIn(LASTING_RETRY_SECONDS) };
  if (status === 429 || status === 503) {
    return { status: 503, error: 'Cube is busy.', ...(retryAfter !== null && retryIn(retryAfter)) };
  }
  return { status: 502, error: 'Cube gave no session.' };
}
