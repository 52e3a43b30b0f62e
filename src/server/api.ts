import { checkConnection } from './connection.js';
import type { CheckedConnection, CubeConnection } from './connection.js';
import { CubeApiError, CubeRequestError } from './errors.js';
import { BodyTooLargeError, isTimeout, parseObject, within } from './limits.js';
import { textOf, toRejection } from './rejection.js';
import type { CubeCall } from './rejection.js';
import type { GenerateSessionRequest } from './request.js';
import { toSessionBody } from './schema.js';
import { createMasker, printable } from './secrets.js';

const CHECK_TENANT = 'check that tenantUrl is the address of a Cube tenant';

/** How to reach the tenant, for one call. */
export interface CubeCallOptions extends CubeConnection {
  /** Ends the call: the promise rejects with the signal's reason. Defaults to none. */
  signal?: AbortSignal | undefined;
}

/**
 * Creates a session for one viewer: `POST {tenantUrl}/api/v1/embed/generate-session`.
 *
 * The session works once and expires after 5 minutes: pass it to the page at once, and store it only if you want to
 * revoke it at sign-out.
 *
 * Rejects with {@link CubeRequestError} when the request or an option is wrong (nothing is sent then), with
 * {@link CubeApiError} when Cube does not answer as documented, and with the signal's reason when it aborts. Does not
 * retry.
 */
export async function generateSession(
  request: GenerateSessionRequest,
  options: CubeCallOptions,
): Promise<{ sessionId: string }> {
  return requestSession(toSessionBody(request), checkConnection(options), options.signal);
}

/** {@link generateSession} with a body and over a connection that are checked already. */
export async function requestSession(
  body: object,
  connection: CheckedConnection,
  signal: AbortSignal | undefined,
): Promise<{ sessionId: string }> {
  return call('generate-session', body, connection, signal, async (response) => {
    const answer = parseObject(await textOf(response));
    const sessionId = answer?.['sessionId'];
    // the answer goes to a browser: an echo of the key must not
    if (typeof sessionId !== 'string' || sessionId === '' || connection.mask(sessionId) !== sessionId) {
      throw new CubeApiError('generate-session answered without a sessionId', {
        code: 'invalid-answer',
        status: response.status,
        advice: CHECK_TENANT,
      });
    }
    return { sessionId };
  });
}

/**
 * Ends a session, used or not: `POST {tenantUrl}/api/v1/embed/session/revoke`. Call it at sign-out. It is safe to repeat.
 *
 * What it ends: the session id, and the embed token made from it, which Cube answers with 401 from then on.
 *
 * What it does not end (source: Cube's API description): the iframe stays until it next asks Cube for something, so
 * remove it from the page as well; a Cube API token that the embed has obtained with its own token stays valid, by default
 * for 24 hours; and so does a token that is older than Cube's support for revoking, although Cube reports success.
 *
 * Rejects as {@link generateSession} does.
 */
export async function revokeSession(sessionId: string, options: CubeCallOptions): Promise<void> {
  const connection = checkConnection(options);
  if (typeof sessionId !== 'string' || sessionId === '') {
    throw new CubeRequestError('sessionId', 'must be the id that generateSession returned');
  }
  const mask = createMasker(connection.apiKey, sessionId);
  await call('session/revoke', { sessionId }, { ...connection, mask }, options.signal, async (response) => {
    await response.body?.cancel();
  });
}

/** One call of the embed API. `read` gets every 2xx answer, within the same time limit. */
async function call<T>(
  path: CubeCall,
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
      if (!response.ok) throw await toRejection(path, response, mask);
      return await read(response);
    });
  } catch (error) {
    controller.abort();
    if (error instanceof CubeApiError) throw error;
    outer?.throwIfAborted();
    const cause = printable(error, mask);
    if (error instanceof BodyTooLargeError) {
      throw new CubeApiError(`${path} answered with too long a body`, {
        code: 'invalid-answer',
        advice: CHECK_TENANT,
        cause,
      });
    }
    if (isTimeout(error))
      throw new CubeApiError(`${path} was not answered in time`, { code: 'timeout', cause });
    throw new CubeApiError(`${path} was not answered`, {
      code: 'unreachable',
      advice: 'check that this server can reach tenantUrl',
      cause,
    });
  }
}
