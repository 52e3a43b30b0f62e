import { CubeApiError } from './errors.js';
import { parseObject, readText } from './limits.js';
import { parseRetryAfter } from './retry-after.js';
import { toLogLine } from './secrets.js';
import type { Masker } from './secrets.js';

/** The calls of Cube's that need the API key, by the end of their path. */
export type CubeCall = 'generate-session' | 'session/revoke';

/** Cube's answers are a few hundred bytes; an error page of a proxy may be longer. */
const MAX_ANSWER_BYTES = 64 * 1024;

const CHECK_KEY = 'check that apiKey is a valid key of this tenant';

/** What to do about a refusal, by call and status. Source: Cube's API description and its guide to signed embedding. */
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
};
const REDIRECT_ADVICE = 'redirects are not followed: set tenantUrl to the final address';
const USER_LIMIT_ADVICE =
  'the account is at its limit of external users: remove unused ones in Cube, ask Cube for more, or set isEphemeral: true for viewers that Cube need not keep';

/** Statuses below 500 after which the same request may succeed later. */
const PASSING = [408, 425, 429];

/** The error for an answer that is not 2xx. Reads the body, at most 64 KiB of it. */
export async function toRejection(path: CubeCall, response: Response, mask: Masker): Promise<CubeApiError> {
  const { status, headers } = response;
  const cubeMessage = await wordsOf(response, mask);
  // a redirect that the platform held back may show as status 0
  const isRedirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  const isUserLimit = status === 429 && isAboutUsers(cubeMessage ?? '');
  return new CubeApiError(`${path} answered ${isRedirect ? 'with a redirect' : String(status)}`, {
    code: 'rejected',
    status: status || null,
    cubeMessage,
    advice: isRedirect ? REDIRECT_ADVICE : isUserLimit ? USER_LIMIT_ADVICE : ADVICE[path][status],
    retryAfter: parseRetryAfter(headers.get('retry-after'), Date.now()),
    retryable: !isRedirect && !isUserLimit && (status >= 500 || PASSING.includes(status)),
  });
}

/**
 * Whether the words of a 429 are about the account's limit of external users, not about the pace of requests. Cube
 * documents that 429 has both meanings, and no wording; anything unclear counts as pace, which is retried.
 */
function isAboutUsers(words: string): boolean {
  return (
    /\busers?\b/i.test(words) &&
    /limit|quota|maximum|\bmax\b|too many|exceed|reached/i.test(words) &&
    !/\brate\b|request|throttl|slow down|retry|try again|per (second|minute|hour)/i.test(words)
  );
}

/** Error bodies have no schema; Cube's own command line looks for `message`, then for `error`. */
async function wordsOf(response: Response, mask: Masker): Promise<string | null> {
  try {
    const answer = parseObject(await textOf(response));
    const words = answer?.['message'] ?? answer?.['error'];
    return typeof words === 'string' ? toLogLine(words, mask) || null : null;
  } catch {
    // too long, or cut off: the status says enough
    return null;
  }
}

/** The text of an answer of Cube's. Rejects with a `BodyTooLargeError` beyond 64 KiB. */
export async function textOf({ body }: Response): Promise<string> {
  return body ? readText(body.getReader(), MAX_ANSWER_BYTES) : '';
}
