import { retryAfter } from './backoff.js';
import { CubeEmbedError, SessionDeniedError } from './errors.js';
import type { FetchSession } from './source.js';

const FINAL = [400, 401, 403, 404, 410];
const WORTH_RETRYING = [408, 425, 429];

const sources = new Map<string, FetchSession>();

/** A `FetchSession` for a host's endpoint (`session-endpoint`) that answers `{ "sessionId": "…" }`: one per address. */
export function endpointSource(endpoint: string): FetchSession {
  const source = sources.get(endpoint) ?? create(endpoint);
  sources.set(endpoint, source);
  return source;
}

function create(endpoint: string): FetchSession {
  return async ({ surface, dashboardId, deploymentId, reason, signal }) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify({ surface, dashboardId, deploymentId, reason }),
      signal,
    });
    const { status } = response;
    if (!response.ok) {
      const message = `The session endpoint answered ${status}.`;
      if (FINAL.includes(status)) throw new SessionDeniedError(message);
      throw new CubeEmbedError('session-failed', message, {
        retryable: status >= 500 || WORTH_RETRYING.includes(status),
        retryAfter: retryAfter(response.headers.get('Retry-After'), Date.now()),
      });
    }
    const text = await response.text();
    let sessionId: unknown;
    try {
      sessionId = (Object(JSON.parse(text)) as { sessionId?: unknown }).sessionId;
    } catch {
      // A parser's message quotes the text, which may hold an id: it is not passed on.
    }
    return { sessionId: sessionId as string };
  };
}
