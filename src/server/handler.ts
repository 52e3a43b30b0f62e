import { mintSession } from './api.js';
import { checkDeploymentId } from './check-request.js';
import { checkConnection } from './connection.js';
import type { CubeConnection } from './connection.js';
import { CubeApiError, CubeRequestError } from './errors.js';
import { BodyTooLargeError, isTimeout, letGo, parseObject, readText, within } from './limits.js';
import { createOriginPolicy } from './origins.js';
import {
  BAD_BODY,
  FOREIGN_SITE,
  LONG_BODY,
  NOT_SIGNED_IN,
  SLOW_BODY,
  refusalFor,
  wrongMethod,
} from './refusals.js';
import type { Refusal } from './refusals.js';
import { report } from './report.js';
import type { OnError } from './report.js';
import type { Viewer } from './request.js';
import { printable } from './secrets.js';

/** What {@link createSessionHandler} needs to know. */
export interface SessionHandlerOptions<Context extends unknown[] = []> extends CubeConnection {
  /** The deployment of every session: nothing that a page or `identify` says changes it. */
  deploymentId: number;

  /**
   * Says who the viewer is, from what the host itself knows: its session cookie, a verified token. `null` means nobody,
   * and is answered with 401. The request's body is spent by then: it comes from the page, which can claim to be anyone.
   *
   * `context` is whatever the handler was called with after the request, e.g. the framework's own request.
   */
  identify: (request: Request, ...context: Context) => Promise<Viewer | null> | Viewer | null;

  /**
   * Origins of other sites whose pages may ask as well, as browsers send them: `https://app.example.com`. None by default.
   * Their requests carry the viewer's cookies if the cookies themselves allow it (`SameSite=None; Secure`).
   */
  allowedOrigins?: readonly string[] | undefined;

  /**
   * The host's log: called with every failure that is not the page's own doing. The API key is masked in all that the
   * error holds; what `identify` threw comes as a copy with its name, message, stack, code and causes. May be async; what
   * it throws harms nothing. Without it, a line without Cube's words goes to `console.error`.
   */
  onError?: OnError | undefined;
}

/** A WHATWG `Request` to `Response` function; it never rejects. */
export type SessionHandler<Context extends unknown[] = []> = (
  request: Request,
  ...context: Context
) => Promise<Response>;

/** Ample for what an embed sends: its surface, two ids and a reason. */
const MAX_BODY_BYTES = 4096;

const HEADERS = {
  'cache-control': 'no-store',
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
};

/**
 * Makes the endpoint that an embed's `session-endpoint` points at: it answers `{ "sessionId": "…" }` to a viewer whom
 * `identify` knows, and an `{ "error": "…" }` that gives nothing away to everybody else.
 *
 * The body may be empty or a JSON object of at most 4 KiB; nothing in it is used. `timeoutMs` limits each of its arrival,
 * `identify` and Cube's answer. A client that hangs up ends the call to Cube.
 *
 * Throws {@link CubeRequestError} at once when an option is wrong.
 */
export function createSessionHandler<Context extends unknown[] = []>(
  options: SessionHandlerOptions<Context>,
): SessionHandler<Context> {
  const { deploymentId, identify, allowedOrigins = [], onError } = options;
  const connection = checkConnection(options);
  const { timeoutMs, mask } = connection;
  checkDeploymentId(deploymentId);
  if (typeof identify !== 'function') throw new CubeRequestError('identify', 'must be a function');
  const policy = createOriginPolicy(allowedOrigins);

  const answer = async (request: Request, context: Context): Promise<{ sessionId: string } | Refusal> => {
    if (request.method !== 'POST') return wrongMethod(policy.methods);
    if (!policy.admits(request)) return FOREIGN_SITE;
    const { signal } = request;
    try {
      const fault = await faultOfBody(request, timeoutMs);
      if (fault) return fault;
      const viewer = await within(timeoutMs, signal, async () => identify(request, ...context));
      if (viewer == null) return NOT_SIGNED_IN;
      return await mintSession({ ...viewer, deploymentId }, connection, signal);
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

/** Reads the body to its end, so that `identify` cannot, and a connection can be used again. */
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
