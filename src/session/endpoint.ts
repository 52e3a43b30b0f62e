import { takeEarly } from './early.js';
import { CubeEmbedError, EndpointDeniedError } from '../shared/errors.js';
import { retryAfter } from '../shared/retry-after.js';
import type { FetchSession, SessionContext } from './source.js';

/** Statuses under 500 that may pass: the request timed out, came too early, or was one too many. */
const PASSING = [408, 425, 429];

/** How `createSessionHandler` refuses a page of another origin. */
const CROSS_SITE = /^Cross-site requests are refused: [^]{1,400}(?=\.$)/;

/** Options of `endpointSource`. */
export interface EndpointOptions {
  /** Headers to add, e.g. a CSRF token. A function is called for each request, and may be async. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** As for `fetch`. An endpoint on another origin that reads cookies requires `include`. Default: `same-origin`. */
  credentials?: RequestCredentials;
}

/**
 * The `FetchSession` behind `session-endpoint`, for an endpoint that requires headers or is on another origin. It sends a POST
 * with `{ surface, dashboardId?, deploymentId?, reason }` as JSON and expects `{ "sessionId": "…" }`.
 *
 * It rejects with `session-denied` for 401 and 403, with `session-invalid` for an answer that is not JSON, and with
 * `session-failed` for every other failure; answers that are not JSON, 408, 425, 429, 5xx and network errors are retried.
 */
export function endpointSource(url: string | URL, options: EndpointOptions = {}): FetchSession {
  return async (context) => readSession(url, await request(url, options, context));
}

const shared = new Map<string, FetchSession>();

/** The source of all elements with this `session-endpoint`: always the same function, so that they know they share it. */
export function sharedEndpoint(url: string): FetchSession {
  const source = shared.get(url) ?? earlySource(url);
  shared.set(url, source);
  return source;
}

/** Whether it is the source of a `session-endpoint`. */
export function isEndpoint(source: FetchSession): boolean {
  return [...shared.values()].includes(source);
}

/** As `endpointSource`, but takes the answer to a call that has begun already; one that failed is made anew. */
function earlySource(url: string): FetchSession {
  return async (context) => {
    const early = takeEarly(url, sessionRequest(context));
    return readSession(url, (early && (await early)) ?? (await request(url, {}, context)));
  };
}

/** Calls the endpoint; rejects on a network error. */
async function request(
  url: string | URL,
  { headers, credentials = 'same-origin' }: EndpointOptions,
  { signal, ...context }: SessionContext,
): Promise<Response> {
  const all = new Headers(typeof headers === 'function' ? await headers() : headers);
  all.set('Accept', 'application/json');
  all.set('Content-Type', 'application/json');
  return fetch(url, { method: 'POST', credentials, headers: all, body: sessionRequest(context), signal });
}

/** The body of a call. */
function sessionRequest(context: Omit<SessionContext, 'attempt' | 'signal'>): string {
  return JSON.stringify(context, ['surface', 'dashboardId', 'deploymentId', 'reason']);
}

/** Reads the session from the endpoint's answer. */
async function readSession(url: string | URL, response: Response): Promise<{ sessionId: string }> {
  const { status } = response;
  const wait = retryAfter(response.headers.get('Retry-After'), Date.now());
  if (!response.ok) {
    const reason = status === 403 ? await crossSiteRefusal(response) : '';
    const message = `The session endpoint ${withoutQuery(url)} answered ${status}${reason && `: ${reason}`}.`;
    if (status === 401 || status === 403) throw new EndpointDeniedError(message);
    throw new CubeEmbedError('session-failed', message, {
      retryable: status >= 500 || PASSING.includes(status),
      retryAfter: wait,
    });
  }
  const text = await response.text();
  let sessionId: unknown;
  try {
    sessionId = (Object(JSON.parse(text)) as { sessionId?: unknown }).sessionId;
  } catch {
    // The parser's message quotes the text, which may contain an id, so it is dropped.
    const redirect = response.redirected ? ` after a redirect to ${withoutQuery(response.url)}` : '';
    throw new CubeEmbedError(
      'session-invalid',
      `The session endpoint ${withoutQuery(url)} answered ${status} with ${kindOf(text)} instead of JSON with a sessionId${redirect}. Answer 401 to a viewer who is not signed in.`,
      { retryable: true, retryAfter: wait },
    );
  }
  return { sessionId: sessionId as string };
}

/** Why `createSessionHandler` refuses a page of another origin. Empty for other texts: they may contain anything. */
async function crossSiteRefusal(response: Response): Promise<string> {
  try {
    const { error } = Object(await response.json()) as { error?: unknown };
    return CROSS_SITE.exec(String(error))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** An address as it may be shown: its query may contain a secret. */
function withoutQuery(url: string | URL): string {
  return String(url).replace(/[?#].*/s, '');
}

/** What an answer is that is not JSON. */
function kindOf(text: string): string {
  const start = text.trim();
  if (!start) return 'an empty body';
  return start.startsWith('<') ? 'HTML' : 'text';
}
