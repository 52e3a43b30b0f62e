import { checkConnection } from './connection.js';
import type { CheckedConnection, CubeConnection } from './connection.js';
import { CHECK_TENANT, callCube } from './call.js';
import { CubeApiError, CubeRequestError } from './errors.js';
import { parseObject } from './limits.js';
import { createMasker } from './masker.js';
import { textOf } from './rejection.js';
import type { GenerateSessionRequest } from './request.js';
import { toSessionBody } from './schema.js';

/** The connection for one call to Cube, and a signal to abort it. */
export interface CubeCallOptions extends CubeConnection {
  /** Aborts the call; the promise rejects with the signal's reason. Optional. */
  signal?: AbortSignal | undefined;
}

/**
 * Creates a session for one viewer: `POST {tenantUrl}/api/v1/embed/generate-session`.
 *
 * The session works once and expires after 5 minutes (source: Cube's guide to signed embedding): pass it to the page at
 * once, and store it only to revoke it at sign-out.
 *
 * Rejects with {@link CubeRequestError} if the request or an option is invalid (nothing is sent then), with
 * {@link CubeApiError} if Cube does not answer as documented, and with the signal's reason if it aborts. Does not retry.
 */
export async function generateSession(
  request: GenerateSessionRequest,
  options: CubeCallOptions,
): Promise<{ sessionId: string }> {
  return requestSession(toSessionBody(request), checkConnection(options), options.signal);
}

/** Like {@link generateSession}, but takes a validated body and connection. */
export async function requestSession(
  body: object,
  connection: CheckedConnection,
  signal: AbortSignal | undefined,
): Promise<{ sessionId: string }> {
  const request = { name: 'generate-session', path: '/api/v1/embed/generate-session', body } as const;
  return callCube(request, connection, signal, async (response) => {
    const answer = parseObject(await textOf(response));
    const sessionId = answer?.['sessionId'];
    // The caller sends sessionId to a browser, so refuse an answer that echoes the API key.
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
 * Revokes a session, used or not: `POST {tenantUrl}/api/v1/embed/session/revoke`. Call it at sign-out. Revoking a session
 * twice is not an error.
 *
 * Revokes the session id and the embed token made from it: Cube answers later requests with that token with 401. It does
 * not revoke or remove the following (source: Cube's API description):
 *
 * - the iframe: it stays until its next request to Cube, so remove it from the page as well
 * - a Cube API token that the embed has obtained with its own token: it stays valid, by default for 24 hours
 * - an embed token that is older than Cube's support for revoking: it stays valid, although Cube reports success
 *
 * Rejects like {@link generateSession}, and with {@link CubeRequestError} if `sessionId` is not a non-empty string.
 */
export async function revokeSession(sessionId: string, options: CubeCallOptions): Promise<void> {
  const connection = checkConnection(options);
  if (typeof sessionId !== 'string' || sessionId === '') {
    throw new CubeRequestError('sessionId', 'must be the id that generateSession returned');
  }
  const mask = createMasker(connection.apiKey, sessionId);
  const request = {
    name: 'session/revoke',
    path: '/api/v1/embed/session/revoke',
    body: { sessionId },
  } as const;
  await callCube(request, { ...connection, mask }, options.signal, async (response) => {
    await response.body?.cancel();
  });
}
