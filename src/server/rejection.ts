import { CubeApiError } from './errors.js';
import { parseObject, readText } from './limits.js';
import type { Masker } from './masker.js';
import { toLogLine } from './secrets.js';
import { parseRetryAfter } from '../shared/retry-after.js';

/** Cube's calls that require the API key, by the end of their path or what they do. */
export type CubeCall =
  'generate-session' | 'session/revoke' | 'dashboard-exports' | 'export status' | 'export download';

/** Cube's answers have a few hundred bytes; a proxy's error page may be longer. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** One day: a longer wait is a mistake, and the page would never retry. */
const MAX_RETRY_SECONDS = 86_400;

const CHECK_KEY = 'check that apiKey is a valid key of this tenant';

/** How to fix a refusal, by call and status. Source: Cube's API description and its guide to signed embedding. */
const ADVICE: Record<CubeCall, Record<number, string>> = {
  'generate-session': {
    400: 'check the viewer against Cube’s message: groups, user attributes and branch must exist in Cube',
    401: CHECK_KEY,
    403: 'check that apiKey belongs to an administrator of this tenant, that its scope includes deploymentId, and that signed embedding is enabled',
    404: 'check tenantUrl, branchName and internalId',
  },
  'session/revoke': {
    400: 'check that sessionId is the id that generateSession returned',
    401: CHECK_KEY,
    403: 'check that apiKey belongs to an administrator of this tenant',
    404: 'check tenantUrl',
  },
  'dashboard-exports': {
    400: 'check the filters, granularities and switches that the page sent, and the viewer’s groups and attributes',
    401: CHECK_KEY,
    403: 'check that apiKey belongs to a tenant administrator, that the account allows data downloads, and that the dashboard’s workbook is shared with the viewer’s embed tenant',
    404: 'check tenantUrl, deploymentId and the dashboard’s public id',
    429: 'this viewer has too many exports in progress',
  },
  'export status': { 401: CHECK_KEY, 404: 'Cube drops an export 5 minutes after its start' },
  'export download': {
    401: CHECK_KEY,
    404: 'Cube drops an export 5 minutes after its start',
    409: 'Cube had not finished the export',
    422: 'Cube could not render the dashboard',
  },
};
const REDIRECT_ADVICE = 'redirects are not followed: set tenantUrl to the final address';
const USER_LIMIT_ADVICE =
  'the account has reached its limit of external users: remove unused users in Cube, ask Cube to raise the limit, or set isEphemeral: true for viewers that Cube does not need to keep';

/** Statuses below 500 after which the same request may succeed later. */
const TRANSIENT = [408, 425, 429];

/** Creates the error for a response outside 2xx. Reads at most 64 KiB of its body. */
export async function toRejection(path: CubeCall, response: Response, mask: Masker): Promise<CubeApiError> {
  const { status, headers } = response;
  const cubeMessage = await wordsOf(response, mask);
  // Some platforms report a redirect that was not followed with status 0.
  const isRedirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  const wait = parseRetryAfter(headers.get('retry-after'), Date.now());
  const isUserLimit = status === 429 && isAboutUsers(cubeMessage ?? '');
  return new CubeApiError(`${path} answered ${isRedirect ? 'with a redirect' : String(status)}`, {
    code: 'rejected',
    status: status || null,
    cubeMessage,
    advice: isRedirect ? REDIRECT_ADVICE : isUserLimit ? USER_LIMIT_ADVICE : ADVICE[path][status],
    retryAfter: wait === null ? null : Math.min(wait, MAX_RETRY_SECONDS),
    retryable: !isRedirect && !isUserLimit && (status >= 500 || TRANSIENT.includes(status)),
  });
}

/**
 * Whether the message of a 429 is about the account's limit of external users, not about the rate of requests. Cube
 * documents both meanings of 429, but no wording. An unclear message counts as the rate of requests, which is retried.
 */
function isAboutUsers(words: string): boolean {
  return (
    /\busers?\b/i.test(words) &&
    /limit|quota|maximum|\bmax\b|too many|exceed|reached/i.test(words) &&
    !/\brate\b|request|throttl|slow down|retry|try again|per (second|minute|hour)/i.test(words)
  );
}

/** Reads Cube's message. Error bodies have no schema; Cube's own CLI looks for `message`, then for `error`. */
async function wordsOf(response: Response, mask: Masker): Promise<string | null> {
  try {
    const answer = parseObject(await textOf(response));
    const words = answer?.['message'] ?? answer?.['error'];
    return typeof words === 'string' ? toLogLine(words, mask) || null : null;
  } catch {
    // The body is too long or incomplete; the status is enough.
    return null;
  }
}

/** Reads the body of Cube's answer. Rejects with a `BodyTooLargeError` beyond 64 KiB. */
export async function textOf({ body }: Response): Promise<string> {
  return body ? readText(body.getReader(), MAX_ANSWER_BYTES) : '';
}
