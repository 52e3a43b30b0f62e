import { requestSession } from './api.js';
import { checkConnection } from './connection.js';
import type { CubeConnection } from './connection.js';
import { CubeApiError, CubeRequestError } from './errors.js';
import { BodyTooLargeError, discard, isTimeout, parseObject, readText, within } from './limits.js';
import { createOriginPolicy } from './origins.js';
import { createRateLimit } from './rate-limit.js';
import {
  BAD_BODY,
  FOREIGN_SITE,
  LONG_BODY,
  NOT_SIGNED_IN,
  SLOW_BODY,
  refusalFor,
  tooMany,
  wrongMethod,
} from './refusals.js';
import type { Refusal } from './refusals.js';
import { report } from './report.js';
import type { OnError } from './report.js';
import type { Viewer } from './request.js';
import { checkDeploymentId, toSessionBody } from './schema.js';
import { printable } from './secrets.js';

/** What `identify` returns when nobody is signed in: includes what `user && { … }` evaluates to without a user. */
type Nobody = null | undefined | false | 0 | '';

/** The options of {@link createSessionHandler}. */
export interface SessionHandlerOptions<Context extends unknown[] = []> extends CubeConnection {
  /** Deployment of every session: a positive integer. Required. Neither the page nor `identify` can change it. */
  deploymentId: number;

  /**
   * Returns the viewer, based on what your server can verify: a session cookie, a signed token. Required. May be async.
   *
   * Return `null` or another falsy value if nobody is signed in: the handler then answers 401. If it throws or takes longer
   * than `timeoutMs`, the handler answers 5xx. It cannot read the request's body, which has been consumed: the body comes
   * from the page, and a page can claim to be anyone.
   *
   * `context` is what you pass to the handler after the request, e.g. the framework's own request.
   */
  identify: (request: Request, ...context: Context) => Promise<Viewer | Nobody> | Viewer | Nobody;

  /**
   * Other origins whose pages may request sessions, as browsers send them: `https://app.example.com`. Defaults to none.
   * Their requests carry the viewer's cookies only if the cookies allow it (`SameSite=None; Secure`).
   */
  allowedOrigins?: readonly string[] | undefined;

  /**
   * Maximum number of sessions per viewer and minute: an integer from 1, or `Infinity` for no limit. Defaults to 60.
   * Beyond it, the handler answers 429 with `Retry-After`. Raise it if many people share one `externalId`.
   *
   * A viewer is one `externalId` or `internalId` within one `embedTenantName`. Each handler keeps its own counts in memory,
   * so create the handler once per process. It counts up to 10,000 viewers at a time and drops the oldest counts first.
   */
  maxPerMinute?: number | undefined;

  /**
   * Called with the error and the request for every failure that the page did not cause, e.g. to log it. The API key is
   * masked in the whole error; an error thrown by `identify` arrives as a copy with its name, message, stack, code and
   * causes. May be async; errors that it throws are caught. Defaults to a `console.error` line with the error's message.
   */
  onError?: OnError | undefined;
}

/** Answers a WHATWG `Request` with a `Response`. Never rejects. */
export type SessionHandler<Context extends unknown[] = []> = (
  request: Request,
  ...context: Context
) => Promise<Response>;

const DEFAULT_MAX_PER_MINUTE = 60;

/** More than enough for what an element sends: its surface, two ids and a reason. */
const MAX_BODY_BYTES = 4096;

const HEADERS = {
  'cache-control': 'no-store',
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
};

/**
 * Creates the handler for an element's `session-endpoint`. It answers `{ "sessionId": "…" }` if `identify` returns a
 * viewer, otherwise `{ "error": "…" }` with a fixed text that reveals nothing about Cube, your server or the request.
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
  const {
    deploymentId,
    identify,
    allowedOrigins = [],
    maxPerMinute = DEFAULT_MAX_PER_MINUTE,
    onError,
  } = options;
  const connection = checkConnection(options);
  const { timeoutMs, mask } = connection;
  checkDeploymentId(deploymentId);
  if (typeof identify !== 'function') throw new CubeRequestError('identify', 'must be a function');
  if (onError !== undefined && typeof onError !== 'function') {
    throw new CubeRequestError('onError', 'must be a function');
  }
  const policy = createOriginPolicy(allowedOrigins);
  const rateLimit = createRateLimit(maxPerMinute);

  const answer = async (request: Request, context: Context): Promise<{ sessionId: string } | Refusal> => {
    if (request.method !== 'POST') return wrongMethod(policy.methods);
    if (!policy.admits(request)) return FOREIGN_SITE;
    const { signal } = request;
    try {
      const fault = await faultOfBody(request, timeoutMs);
      if (fault) return fault;
      const viewer = await within(timeoutMs, signal, async () => identify(request, ...context));
      if (!viewer) return NOT_SIGNED_IN;
      const body = toSessionBody({ ...viewer, deploymentId });
      const wait = rateLimit(JSON.stringify([body.externalId, body.internalId, body.embedTenantName]));
      if (wait > 0) return tooMany(wait);
      return await requestSession(body, connection, signal);
    } catch (error) {
      const refusal = refusalFor(error, request);
      if (!signal.aborted) report(isOurs(error) ? error : printable(error, mask), request, onError, mask);
      return refusal;
    }
  };

  return async (request, ...context) => {
    const headers = { ...HEADERS, ...policy.headersFor(request) };
    if (policy.isPreflight(request)) return new Response(null, { status: 204, headers });
    const result = await answer(request, context);
    if ('sessionId' in result) return new Response(JSON.stringify(result), { headers });
    const { status, error, headers: more } = result;
    return new Response(JSON.stringify({ error }), { status, headers: { ...headers, ...more } });
  };
}

const isOurs = (error: unknown): error is CubeApiError | CubeRequestError =>
  error instanceof CubeApiError || error instanceof CubeRequestError;

/** Reads the whole body, so that `identify` cannot read it and the connection can be reused. */
async function faultOfBody(request: Request, timeoutMs: number): Promise<Refusal | null> {
  // A framework that has parsed the body already has applied its own limits.
  if (request.bodyUsed) return null;
  const reader = request.body?.getReader();
  if (!reader) return null;
  try {
    const text = await within(timeoutMs, request.signal, () => readText(reader, MAX_BODY_BYTES));
    return text.trim() === '' || parseObject(text) ? null : BAD_BODY;
  } catch (error) {
    discard(reader);
    if (error instanceof BodyTooLargeError) return LONG_BODY;
    if (isTimeout(error)) return SLOW_BODY;
    if (request.signal.aborted) throw error;
    return BAD_BODY;
  }
}
