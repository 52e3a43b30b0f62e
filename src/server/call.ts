import type { CheckedConnection } from './connection.js';
import { CubeApiError } from './errors.js';
import { BodyTooLargeError, isTimeout, within } from './limits.js';
import { toRejection } from './rejection.js';
import type { CubeCall } from './rejection.js';
import { printable } from './secrets.js';

export const CHECK_TENANT = 'check that tenantUrl is the address of a Cube tenant';

/** One call of Cube's API: a `POST` with a JSON body, or a `GET` without one. */
export interface CubeRequest {
  /** For error messages and their advice. */
  name: CubeCall;
  path: string;
  body?: object;
}

/** Calls Cube's API with the key. `read` gets every 2xx response and shares the timeout. */
export async function callCube<T>(
  { name, path, body }: CubeRequest,
  { baseUrl, apiKey, fetch, timeoutMs, mask }: CheckedConnection,
  outer: AbortSignal | undefined,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  try {
    return await within(timeoutMs, outer, async () => {
      const response = await fetch(baseUrl + path, {
        headers: {
          authorization: `Api-Key ${apiKey}`,
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
        // Not 'error', which Cloudflare Workers refuse. With 'manual', a redirect is a response outside 2xx.
        redirect: 'manual',
        signal: controller.signal,
      });
      if (!response.ok) throw await toRejection(name, response, mask);
      return await read(response);
    });
  } catch (error) {
    controller.abort();
    if (error instanceof CubeApiError) throw error;
    outer?.throwIfAborted();
    const cause = printable(error, mask);
    if (error instanceof BodyTooLargeError) {
      throw new CubeApiError(`${name} answered with a body that is too long`, {
        code: 'invalid-answer',
        advice: CHECK_TENANT,
        cause,
      });
    }
    if (isTimeout(error))
      throw new CubeApiError(`${name} did not answer in time`, { code: 'timeout', cause });
    throw new CubeApiError(`${name} did not answer`, {
      code: 'unreachable',
      advice: 'check that this server can reach tenantUrl',
      cause,
    });
  }
}
