import { requestSession } from './api.js';
import { checkConnection } from './connection.js';
import type { CubeConnection } from './connection.js';
import { CubeApiError, CubeRequestError } from './errors.js';
import { BodyTooLargeError, isTimeout, letGo, parseObject, readText, within } from './limits.js';
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

/** What `identify` may answer for "nobody is signed in": what `user && { … }` gives without a user. */
type Nobody = null | undefined | false | 0 | '';

/** The options of {@link createSessionHandler}. */
export interface SessionHandlerOptions<Context extends unknown[] = []> extends CubeConnection {
  /** The deployment of every session, a positive integer. Neither the page nor `identify` can change it. */
  deploymentId: number;

  /**
   * Says who the viewer is, from what you know yourself: a session cookie, a verified token. `null`, or any other falsy
   * value, means that nobody is signed in, and the answer is 401. The body of the request has been read by then: it comes
   * from the page, which can claim to be anyone. Throwing, or taking longer than `timeoutMs`, is answered with 5xx.
   *
   * `context` is whatever the handler was called with after the request, e.g. the framework's own request.
   */
  identify: (request: Request, ...context: Context) => Promise<Viewer | Nobody> | Viewer | Nobody;

  /**
   * Origins of other sites whose pages may ask as well, spelled as browsers send them: `https://app.example.com`. Defaults
   * to none. Their requests carry the viewer's cookies only if the cookies allow it (`SameSite=None; Secure`).
   */
  allowedOrigins?: readonly string[] | undefined;

  /**
   * How many sessions one viewer may request per minute: 1 or more, `Infinity` for no limit. Defaults to 60. Beyond it the
   * answer is 429 with `Retry-After`. Raise it where many people share one `externalId`.
   *
   * A viewer is one `externalId` or `internalId` within one `embedTenantName`. The count lives in this handler, so create
   * the handler once per process. It covers 10,000 viewers at a time; the ones seen longest ago are forgotten first.
   */
  maxPerMinute?: number | undefined;

  /**
   * Your log: called with every failure that is not the page's doing. The API key is masked in everything that the error
   * holds; what `identify` threw comes as a copy with its name, message, stack, code and causes. It may be async, and what
   * it throws is caught. Defaults to one line on `console.error` with the error's message.
   */
  onError?: OnError | undefined;
}

/** A WHATWG `Request` to `Response` function. It never rejects. */
export type SessionHandler<Context extends unknown[] = []> = (
  request: Request,
  ...context: Context
) => Promise<Response>;

const DEFAULT_MAX_PER_MINUTE = 60;

/** Ample for what an element sends: its surface, two ids and a reason. */
const MAX_BODY_BYTES = 4096;

const HEADERS = {
  'cache-control': 'no-store',
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
};

/**
 * Creates the endpoint for an element's `session-endpoint`. It answers `{ "sessionId": "…" }` to a viewer that `identify`
 * knows, and to everybody else an `{ "error": "…" }` that gives nothing away.
 *
 * The body may be empty or a JSON object of at most 4 KiB; nothing in it is used. `timeoutMs` limits each of: the arrival
 * of the body, `identify`, and Cube's answer. A client that hangs up ends the call to Cube.
 *
 * Throws {@link CubeRequestError} at once when an option is wrong.
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

/** Reads the body to its end, so that `identify` cannot, and so that the connection can be reused. */
async function faultOfBody(request: Request, timeoutMs: number): Promise<Refusal | null> {
  // a framework that has parsed it already has put its own limits on it
  if (request.bodyUsed) return null;
  const reader = request.body?.getReader();
  if (!reader) return null;
  try {
    const text = await within(timeoutMs, request.signal, () => readText(reader, MAX_BODY_BYTES));
    return text.trim() === '' || parseObject(text) ? null : BAD_BODY;
  } catch (error) {
    letGo(reader);
    if (error instanceof BodyTooLargeError) return LONG_BODY;
    if (isTimeout(error)) return SLOW_BODY;
    if (request.signal.aborted) throw error;
    return BAD_BODY;
  }
}
