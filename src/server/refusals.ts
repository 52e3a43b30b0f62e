import { CubeApiError } from './errors.js';
import { isTimeout } from './limits.js';

/**
 * An answer that is no session. Its text goes to the browser, so it is fixed: nothing of Cube's, of the host's or of the
 * request's own ever gets into it.
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

/** Nobody is there to read it: the number is the one that servers write into their logs for it. */
const GONE: Refusal = { status: 499, error: 'The request was given up.' };

export const wrongMethod = (allow: string): Refusal => ({
  status: 405,
  error: `Only ${allow} is answered here.`,
  headers: { allow },
});

/**
 * What a failure looks like from outside. The embed takes 4xx for final, mostly, and tries again after 5xx: a failure
 * that is none of the viewer's doing is a 5xx, even where Cube has called it a 4xx.
 */
export function refusalFor(error: unknown, request: Request): Refusal {
  if (request.signal.aborted) return GONE;
  if (isTimeout(error)) return { status: 504, error: 'The session took too long.' };
  if (!(error instanceof CubeApiError)) return { status: 500, error: 'The session could not be asked for.' };
  if (error.code === 'timeout') return { status: 504, error: 'Cube took too long.' };
  if (error.status === 429 || error.status === 503) {
    const { retryAfter } = error;
    return {
      status: 503,
      error: 'Cube is busy.',
      ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
    };
  }
  return { status: 502, error: 'Cube gave no session.' };
}
