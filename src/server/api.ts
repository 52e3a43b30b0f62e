import { checkRequest } from './check-request.js';
import { checkConnection } from './connection.js';
import type { CheckedConnection, CubeConnection } from './connection.js';
import { CubeApiError, CubeRequestError } from './errors.js';
import { BodyTooLargeError, isTimeout, parseObject, readText, within } from './limits.js';
import type { GenerateSessionRequest } from './request.js';
import { parseRetryAfter } from './retry-after.js';
import { createMasker, printable, toLogLine } from './secrets.js';
import type { Masker } from './secrets.js';

/** How to reach the tenant, for one call. */
export interface CubeCallOptions extends CubeConnection {
  /** Ends the call: the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Cube's answers are a few hundred bytes; an error page of a proxy may be some more. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Mints a session for one viewer: `POST {tenantUrl}/api/v1/embed/generate-session`.
 *
 * The session is valid for 5 minutes and for one exchange: hand it to the page at once, and keep it nowhere.
 *
 * Rejects with {@link CubeRequestError} when the request or an option is wrong (nothing is sent then), with
 * {@link CubeApiError} when Cube does not answer as documented, and with the signal's reason when that aborts.
 */
export async function generateSession(
  request: GenerateSessionRequest,
  options: CubeCallOptions,
): Promise<{ sessionId: string }> {
  return mintSession(request, checkConnection(options), options.signal);
}

/** {@link generateSession} over a connection that was checked before. */
export async function mintSession(
  request: GenerateSessionRequest,
  connection: CheckedConnection,
  signal: AbortSignal | undefined,
): Promise<{ sessionId: string }> {
  checkRequest(request);
  return call('generate-session', request, connection, signal, async (response) => {
    const answer = parseObject(await textOf(response));
    const sessionId = answer?.['sessionId'];
    // the answer goes to a browser: an echo of the key must not
    if (typeof sessionId !== 'string' || sessionId === '' || connection.mask(sessionId) !== sessionId) {
      throw new CubeApiError('generate-session answered without a sessionId', {
        code: 'invalid-answer',
        status: response.status,
      });
    }
    return { sessionId };
  });
}

/**
 * Ends a session, spent or not: `POST {tenantUrl}/api/v1/embed/session/revoke`. For logout.
 *
 * The token that was made from the session is refused from then on, but a frame stays up until it next asks Cube for
 * something: take it off the page as well. Repeating the call does no harm.
 *
 * Rejects as {@link generateSession} does.
 */
export async function revokeSession(sessionId: string, options: CubeCallOptions): Promise<void> {
  const connection = checkConnection(options);
  if (typeof sessionId !== 'string' || sessionId === '') {
    throw new CubeRequestError('sessionId', 'must be the id that generateSession gave');
  }
  const mask = createMasker(connection.apiKey, sessionId);
  await call('session/revoke', { sessionId }, { ...connection, mask }, options.signal, async (response) => {
    await response.body?.cancel();
  });
}

/** One call of the embed API: `read` gets every 2xx answer, within the same time limit. */
async function call<T>(
  path: string,
  body: object,
  { baseUrl, apiKey, fetch, timeoutMs, mask }: CheckedConnection,
  outer: AbortSignal | undefined,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  try {
    return await within(timeoutMs, outer, async () => {
      const response = await fetch(`${baseUrl}/api/v1/embed/${path}`, {
        method: 'POST',
        headers: {
          authorization: `Api-Key ${apiKey}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify(body),
        // not 'error', which Cloudflare Workers refuse: a redirect comes back as an answer that is not 2xx
        redirect: 'manual',
        signal: controller.signal,
      });
      if (!response.ok) throw await rejection(path, response, mask);
      return await read(response);
    });
  } catch (error) {
    controller.abort();
    if (error instanceof CubeApiError) throw error;
    outer?.throwIfAborted();
    const cause = printable(error, mask);
    if (error instanceof BodyTooLargeError) {
      throw new CubeApiError(`${path} answered with too long a body`, { code: 'invalid-answer', cause });
    }
    if (isTimeout(error))
      throw new CubeApiError(`${path} was not answered in time`, { code: 'timeout', cause });
    throw new CubeApiError(`${path} was not answered`, { code: 'unreachable', cause });
  }
}

async function rejection(path: string, response: Response, mask: Masker): Promise<CubeApiError> {
  const { status, headers } = response;
  // a redirect that the platform held back may show as status 0
  const redirected = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  const message = redirected
    ? `${path} answered with a redirect, which is not followed: set tenantUrl to the final address`
    : `${path} answered ${String(status)}`;
  return new CubeApiError(message, {
    code: 'rejected',
    status: status || null,
    cubeMessage: await wordsOf(response, mask),
    retryAfter: parseRetryAfter(headers.get('retry-after'), Date.now()),
  });
}

/** Cube's error bodies have no schema; its own command line looks for `message`, then for `error`. */
async function wordsOf(response: Response, mask: Masker): Promise<string | null> {
  try {
    const answer = parseObject(await textOf(response));
    const words = answer?.['message'] ?? answer?.['error'];
    return typeof words === 'string' ? toLogLine(words, mask) || null : null;
  } catch {
    // too long, or cut off: the status says enough
    return null;
  }
}

async function textOf({ body }: Response): Promise<string> {
  return body ? readText(body.getReader(), MAX_ANSWER_BYTES) : '';
}
