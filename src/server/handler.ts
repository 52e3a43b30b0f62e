import { requestSession } from './api.js';
import { HEADERS, checkFunction, createEndpoint } from './endpoint.js';
import type { EndpointOptions, RequestHandler } from './endpoint.js';
import type { Viewer } from './request.js';
import { toSessionBody } from './schema.js';

/** One answered request, for metrics. */
export interface SessionMeasure {
  /** Time from the request to the response, in milliseconds. */
  duration: number;
  /** HTTP status of the response. */
  status: number;
}

/** The options of {@link createSessionHandler}. */
export interface SessionHandlerOptions<Context extends unknown[] = []> extends EndpointOptions<
  Viewer,
  Context
> {
  /**
   * Called after each answered `POST`, e.g. to count and time sessions in your metrics. Errors that it throws are ignored.
   * Optional.
   */
  onSession?: ((measure: SessionMeasure) => unknown) | undefined;
}

/** Answers a WHATWG `Request` with a `Response`. Never rejects. */
export type SessionHandler<Context extends unknown[] = []> = RequestHandler<Context>;

/** More than enough for what an element sends: its surface, two ids and a reason. */
const MAX_BODY_BYTES = 4096;

const TEXTS = {
  failed: 'could not create a session',
  tooMany: 'Too many session requests.',
  timedOut: 'The session request timed out.',
  invalid: 'The session request is not valid.',
  crashed: 'The session could not be created.',
  refused: 'Cube refused the session.',
  missing: 'Cube did not create a session.',
};

/**
 * Creates the handler for an element's `session-endpoint`. It answers `{ "sessionId": "…" }` if `identify` returns a
 * viewer, otherwise `{ "error": "…" }` with a fixed text that reveals nothing about Cube, your server or the request, except
 * the two origins of a request from another site.
 *
 * Error statuses: 401 if nobody is signed in, 403 for a cross-site request, 405 for a method other than POST, 429 beyond
 * `maxPerMinute`, 400, 408 or 413 for an unusable body, and 500, 502, 503 or 504 if no session could be created.
 *
 * The request's body must be empty or a JSON object of at most 4 KiB; the handler uses nothing in it. `timeoutMs` limits
 * each of three steps: reading the body, `identify`, and Cube's answer. If the client disconnects, the call to Cube is
 * aborted.
 *
 * Throws {@link CubeRequestError} at once if an option is invalid.
 */
export function createSessionHandler<Context extends unknown[] = []>(
  options: SessionHandlerOptions<Context>,
): SessionHandler<Context> {
  const { deploymentId, onSession } = options;
  if (onSession !== undefined) checkFunction('onSession', onSession);
  const handle = createEndpoint(options, {
    name: 'session',
    texts: TEXTS,
    maxBodyBytes: MAX_BODY_BYTES,
    prepare(viewer, connection) {
      const body = toSessionBody({ ...viewer, deploymentId });
      return {
        viewer: [body.externalId, body.internalId, body.embedTenantName],
        async perform(_body, { signal }) {
          const session = await requestSession(body, connection, signal);
          return new Response(JSON.stringify(session), { headers: HEADERS });
        },
      };
    },
  });
  return onSession ? measured(handle, onSession) : handle;
}

function measured<Context extends unknown[]>(
  handle: RequestHandler<Context>,
  onSession: (measure: SessionMeasure) => unknown,
): RequestHandler<Context> {
  return async (request, ...context) => {
    const start = performance.now();
    const response = await handle(request, ...context);
    if (request.method === 'POST') {
      const measure = { duration: performance.now() - start, status: response.status };
      (async () => {
        await onSession(measure);
      })().catch(() => undefined);
    }
    return response;
  };
}
