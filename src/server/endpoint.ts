import { checkConnection } from './connection.js';
import type { CheckedConnection, CubeConnection } from './connection.js';
import { CubeApiError, CubeLimiterError, CubeRequestError } from './errors.js';
import { createAdmission } from './rate-limit/limiter.js';
import type { Limiter } from './rate-limit/limiter.js';
import { BodyTooLargeError, discard, isTimeout, parseObject, readText, within } from './limits.js';
import { createOriginPolicy } from './origins.js';
import type { OriginOptions } from './origins.js';
import { createRateLimit } from './rate-limit/rate-limit.js';
import {
  BAD_BODY,
  LONG_BODY,
  NOT_SIGNED_IN,
  SLOW_BODY,
  foreignSite,
  refusalFor,
  tooMany,
  wrongMethod,
} from './refusals.js';
import type { Refusal, RefusalTexts } from './refusals.js';
import { report } from './report.js';
import type { OnError } from './report.js';
import { checkDeploymentId } from './schema.js';
import { printable } from './secrets.js';

/** What `identify` returns when nobody is signed in: includes what `user && { … }` evaluates to without a user. */
type Nobody = null | undefined | false | 0 | '';

/** The options that the handlers of sessions and of exports have in common. */
export interface EndpointOptions<Subject, Context extends unknown[]> extends CubeConnection, OriginOptions {
  /** Deployment of every request: a positive integer. Required. Neither the page nor `identify` can change it. */
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
  identify: (request: Request, ...context: Context) => Promise<Subject | Nobody> | Subject | Nobody;

  /**
   * Other origins whose pages may call the handler, as browsers send them: `https://app.example.com`. Defaults to none.
   * Their requests carry the viewer's cookies only if the cookies allow it (`SameSite=None; Secure`).
   */
  allowedOrigins?: readonly string[] | undefined;

  /**
   * Request headers that pages on `allowedOrigins` may send besides `Accept` and `Content-Type`, e.g. `['X-CSRF-Token']`.
   * Defaults to every header that they ask for: tracing tools add their own.
   */
  allowedHeaders?: readonly string[] | undefined;

  /**
   * Maximum number of requests per viewer and minute: an integer from 1, or `Infinity` for no limit. Defaults to 60.
   * Beyond it, the handler answers 429 with `Retry-After`. Raise it if many people share one `externalId`.
   *
   * A viewer is one `externalId` or `internalId` within one `embedTenantName`. Each handler keeps its own counts in memory,
   * so create the handler once per process. It counts up to 10,000 viewers at a time and drops the oldest counts first.
   */
  maxPerMinute?: number | undefined;

  /**
   * Counts where all processes see it, e.g. in Redis, in place of the handler's own count. If it rejects or takes longer than
   * `timeoutMs`, the handler counts by itself, and tells `onError` at most once a minute. Optional.
   */
  limiter?: Limiter | undefined;

  /**
   * Called with the error and the request for every failure that the page did not cause, e.g. to log it, and for a page of
   * another site (once a minute for each origin). The API key is masked in the whole error; an error thrown by `identify`
   * arrives as a copy with its name, message, stack, code and causes. May be async; errors that it throws are caught.
   * Defaults to a `console.error` line with the error's message.
   */
  onError?: OnError | undefined;
}

/** Answers a WHATWG `Request` with a `Response`. Never rejects. */
export type RequestHandler<Context extends unknown[]> = (
  request: Request,
  ...context: Context
) => Promise<Response>;

/** What is particular to a handler. */
export interface Endpoint<Subject> {
  /** What a limiter's key begins with, so that one limiter can serve several handlers. */
  name: string;
  texts: RefusalTexts;
  maxBodyBytes: number;
  /** What a failure means to the page, where it differs from that of a session. */
  refusalOf?: (error: unknown) => Refusal | null;
  /** Checks the viewer, and returns the work to do once the request is within the limit. May throw any error. */
  prepare: (subject: Subject, connection: CheckedConnection) => Work;
}

/** A viewer's request, checked but not yet counted. */
interface Work {
  /** What names the viewer in the count of requests. */
  viewer: unknown[];
  /** May throw any error, or return a refusal. `body` is the request's JSON object; `null` if it is empty or was read before. */
  perform: (body: Record<string, unknown> | null, request: Request) => Promise<Response | Refusal>;
}

const DEFAULT_MAX_PER_MINUTE = 60;

export const HEADERS = {
  'cache-control': 'no-store',
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
};

/**
 * Creates a handler: it checks method and origin, reads the body, asks who the viewer is, counts the request, and answers
 * every failure. Throws a {@link CubeRequestError} at once if an option is invalid.
 */
export function createEndpoint<Subject, Context extends unknown[]>(
  options: EndpointOptions<Subject, Context>,
  { name, texts, maxBodyBytes, prepare, refusalOf }: Endpoint<Subject>,
): RequestHandler<Context> {
  const { deploymentId, identify, maxPerMinute = DEFAULT_MAX_PER_MINUTE, limiter, onError } = options;
  const connection = checkConnection(options);
  const { timeoutMs, mask } = connection;
  checkDeploymentId(deploymentId);
  checkFunction('identify', identify);
  if (onError !== undefined) checkFunction('onError', onError);
  const policy = createOriginPolicy(options);
  const admit = createAdmission(maxPerMinute, limiter, timeoutMs);
  const news = createRateLimit(1);
  const tell = (error: unknown, request: Request, failed = texts.failed): void => {
    report(isOurs(error) ? error : printable(error, mask), request, failed, onError, mask);
  };

  /** Refuses a page of another site. Its preflight may be all that the server ever gets from it. */
  const refuseSite = (request: Request): Refusal => {
    const advice = policy.adviceFor(request);
    if (news(advice) === 0) tell(new CubeRequestError('allowedOrigins', advice), request, 'refused a page');
    return foreignSite(advice);
  };

  const answer = async (request: Request, context: Context): Promise<Response | Refusal> => {
    if (policy.isPreflight(request)) return new Response(null, { status: 204, headers: HEADERS });
    if (request.method === 'OPTIONS' && !policy.admits(request)) refuseSite(request);
    if (request.method !== 'POST') return wrongMethod(policy.methods);
    if (!policy.admits(request)) return refuseSite(request);
    const { signal } = request;
    try {
      const { body, fault } = await readBody(request, maxBodyBytes, timeoutMs);
      if (fault) return fault;
      signal.throwIfAborted();
      const identified = identify(request, ...context);
      const subject = isPromise(identified) ? await within(timeoutMs, signal, () => identified) : identified;
      if (!subject) return NOT_SIGNED_IN;
      const { viewer, perform } = prepare(subject, connection);
      const key = JSON.stringify([name, deploymentId, ...viewer]);
      const wait = await admit(key, signal, (error) =>
        tell(printable(error, mask), request, 'counts by itself'),
      );
      if (wait > 0) return tooMany(wait, texts);
      return await perform(body, request);
    } catch (error) {
      if (!signal.aborted) tell(error, request);
      return (!signal.aborted && refusalOf?.(error)) || refusalFor(error, request, texts);
    }
  };

  return async (request, ...context) => {
    const cors = policy.headersFor(request);
    const result = await answer(request, context);
    // Not instanceof: adapters replace the global Response.
    if (!('error' in result)) {
      for (const [header, value] of Object.entries(cors)) result.headers.set(header, value);
      return result;
    }
    const { status, error, headers } = result;
    return new Response(JSON.stringify({ error }), { status, headers: { ...HEADERS, ...cors, ...headers } });
  };
}

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as Partial<Promise<T>> | null)?.then === 'function';

export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw new CubeRequestError(name, 'must be a function');
}

const isOurs = (error: unknown): error is Error =>
  error instanceof CubeApiError || error instanceof CubeRequestError || error instanceof CubeLimiterError;

/** Reads the whole body, so that `identify` cannot read it and the connection can be reused. */
async function readBody(
  request: Request,
  maxBytes: number,
  timeoutMs: number,
): Promise<{ body: Record<string, unknown> | null; fault?: Refusal }> {
  // A framework that has parsed the body already has applied its own limits.
  const reader = request.bodyUsed ? undefined : request.body?.getReader();
  if (!reader) return { body: null };
  try {
    const text = await within(timeoutMs, request.signal, () => readText(reader, maxBytes));
    const body = parseObject(text);
    return text.trim() === '' || body ? { body } : { body, fault: BAD_BODY };
  } catch (error) {
    discard(reader);
    if (error instanceof BodyTooLargeError) return { body: null, fault: LONG_BODY };
    if (isTimeout(error)) return { body: null, fault: SLOW_BODY };
    if (request.signal.aborted) throw error;
    return { body: null, fault: BAD_BODY };
  }
}
