import { CubeApiError, CubeRequestError } from './errors.js';
import { isTimeout } from './limits.js';

/**
 * An error response. Its text goes to the browser, so it is fixed: it contains nothing from Cube, the host or the request, except
 * the two origins of a cross-site request.
 */
export interface Refusal {
  status: number;
  error: string;
  headers?: Record<string, string>;
}

export const NOT_SIGNED_IN: Refusal = { status: 401, error: 'Nobody is signed in.' };
export const SLOW_BODY: Refusal = { status: 408, error: 'The request body took too long to arrive.' };
export const BAD_BODY: Refusal = { status: 400, error: 'The request body must be empty or a JSON object.' };
export const LONG_BODY: Refusal = { status: 413, error: 'The request body is too long.' };

/** The texts that differ between the handlers. */
export interface RefusalTexts {
  /** For the console: what could not be done. */
  failed: string;
  tooMany: string;
  timedOut: string;
  invalid: string;
  crashed: string;
  refused: string;
  missing: string;
}

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

export const foreignSite = (advice: string): Refusal => ({
  status: 403,
  error: `Cross-site requests are refused: allowedOrigins ${advice}`,
});

export const wrongMethod = (allow: string): Refusal => ({
  status: 405,
  error: `Allowed methods: ${allow}.`,
  headers: { allow },
});

export const tooMany = (seconds: number, texts: RefusalTexts): Refusal => ({
  status: 429,
  error: texts.tooMany,
  ...retryIn(seconds),
});

/**
 * Returns the response for a failure. Elements treat most 4xx as final and retry after a 5xx, so a failure that the viewer
 * did not cause becomes a 5xx, even if Cube answered 4xx. `Retry-After` says when a retry makes sense.
 */
export function refusalFor(error: unknown, request: Request, texts: RefusalTexts): Refusal {
  if (request.signal.aborted) return GONE;
  if (isTimeout(error)) return { status: 504, error: texts.timedOut };
  if (error instanceof CubeRequestError) {
    return { status: 500, error: texts.invalid, ...retryIn(LASTING_RETRY_SECONDS) };
  }
  if (!(error instanceof CubeApiError)) return { status: 500, error: texts.crashed };
  const { code, status, retryable, retryAfter } = error;
  if (code === 'timeout') return { status: 504, error: 'Cube did not answer in time.' };
  if (!retryable) return { status: 502, error: texts.refused, ...retryIn(LASTING_RETRY_SECONDS) };
  if (status === 429 || status === 503) {
    return { status: 503, error: 'Cube is busy.', ...(retryAfter !== null && retryIn(retryAfter)) };
  }
  return { status: 502, error: texts.missing };
}
