import { decodeJwt } from 'jose';
import { CubeApiError, generateSession, revokeSession } from '../../../src/server/index.js';
import { Failure, SERVER_FAILED, Skip, refusal } from './check.js';
import type { Check } from './check.js';
import { words } from './visit.js';
import type { Visit } from './visit.js';
import { isLogin, pageOf, redirectOf } from './web-page.js';

const DAY_SECONDS = 86_400;
const REPORT_IT = 'cube-embed relies on this. Report it in an issue, with the output of --browser.';
/** How to make a dashboard embeddable. */
export const ALLOW_EMBEDDING =
  'In Cube, open the dashboard and turn on "Allow signed embedding" (Share → Embed). Also publish it and share it with the embed tenant.';

const USER_LIMIT =
  'The account has reached its limit of external users. Remove unused users in Cube, ask Cube to raise the limit, or set isEphemeral: true for viewers that Cube does not need to keep.';

/** How to fix a failed generate-session, by status. Source: Cube's API description and its guide to signed embedding. */
const GENERATE_ADVICE: Record<number, string> = {
  400: 'Cube’s message names the wrong field: check CUBE_DEPLOYMENT_ID and --external-id.',
  401: 'Check CUBE_API_KEY: Admin → API Keys in Cube lists the valid keys.',
  403: 'In Cube, check three things: the key is an administrator’s; its scope includes this deployment (both in Admin → API Keys); the account has signed embedding (Premium or Enterprise, Embed → Settings). An emulated tenant knows deployment 1, unless you start it with --deployment.',
  404: 'Check CUBE_TENANT_URL and CUBE_DEPLOYMENT_ID: there is no session API at this address.',
  429: 'Cube is busy: try again later.',
};

/** Checks what Cube documents about sessions and tokens, in the order of their use. */
export const tenantChecks: readonly Check[] = [
  {
    name: 'address',
    advice: 'Check CUBE_TENANT_URL, and that this machine can reach it.',
    async run(visit) {
      const { url } = tenantOf(visit);
      // Not `/`: a tenant may redirect it to a login page on another origin.
      const answer = await visit.request(`${url}/robots.txt`).catch((error: unknown) => {
        visit.isAddressWrong = true;
        throw error;
      });
      const { status, ms } = answer;
      const target = redirectOf(answer, url);
      if (target && target.origin !== new URL(url).origin) {
        visit.isAddressWrong = true;
        throw redirected(target, url);
      }
      if (status >= 500) throw refusal(answer);
      return `answers ${url.startsWith('https:') ? 'over TLS' : 'without TLS (loopback)'}, ${ms} ms`;
    },
  },
  {
    name: 'generate-session',
    advice: 'Check CUBE_TENANT_URL: this does not look like a Cube tenant.',
    async run(visit) {
      try {
        await mint(visit);
      } catch (error) {
        throw (error instanceof Failure && (await noCube(visit))) || error;
      }
      return visit.ephemeral
        ? 'created a session for an ephemeral user, who does not count toward the user limit'
        : 'created a session; Cube refused isEphemeral, so the external user stays in Cube';
    },
  },
  {
    name: 'exchange',
    advice: 'The embedded page makes the same call. Check for a proxy that blocks or changes it.',
    async run(visit) {
      const answer = await exchange(visit);
      const { token } = answer.json ?? {};
      if (answer.status !== 200) throw refusal(answer);
      if (typeof token !== 'string') throw new Failure('answered 200 without a token');
      visit.token = token;
      visit.keepSecret(token);
      return `exchanged the session for a token, ${answer.ms} ms`;
    },
  },
  {
    name: 'single use',
    advice: REPORT_IT,
    async run(visit) {
      requireToken(visit);
      const answer = await exchange(visit);
      if (answer.status === 401) return 'a second exchange is refused (401)';
      if (answer.status === 200) throw new Failure('a second exchange was accepted');
      if (answer.status >= 500) throw refusal(answer);
      throw new Failure(`a second exchange was answered with ${words(answer)}, not 401`);
    },
  },
  {
    name: 'token',
    advice: REPORT_IT,
    run(visit) {
      const { iss, exp, iat = Date.now() / 1000 } = decodeJwt(requireToken(visit));
      if (exp === undefined) throw new Failure('does not expire');
      const life = Math.round(exp - iat);
      visit.facts.set('token life', `${life} s`);
      if (Math.abs(life - DAY_SECONDS) > 300)
        throw new Failure(`expires after ${life} s, not 24 h`, `Set token-ttl="${life}" on the elements.`);
      if (iss !== 'cubecloud') throw new Failure(`is issued by "${iss ?? 'nobody'}", not by cubecloud`);
      return Promise.resolve('issued by cubecloud, expires after 24 h');
    },
  },
  {
    name: 'dashboard',
    advice: ALLOW_EMBEDDING,
    async run(visit) {
      const answer = await readDashboard(visit);
      if (answer.status === 200 && answer.json) {
        visit.opensDashboard = true;
        return 'allows signed embedding';
      }
      if (answer.status === 200) throw new Failure('answered 200 with something that is not JSON', REPORT_IT);
      if (answer.status === 401)
        throw new Skip(
          'cannot be checked with a token on this tenant (401); --browser shows whether the dashboard opens',
        );
      if (answer.status === 404)
        throw new Failure(
          words(answer),
          'Check CUBE_DASHBOARD_ID, the public id from Share → Embed in Cube. Cube also answers 404 if the dashboard is not published, or not shared with the embed tenant.',
        );
      throw refusal(answer);
    },
  },
  {
    name: 'revoke',
    advice: 'Signing out cannot end sessions at Cube. Call signOut() in the page, which removes the embeds.',
    async run(visit) {
      requireToken(visit);
      const [sessionId = ''] = visit.sessions;
      // Twice, because Cube documents that revoking is idempotent.
      for (let time = 0; time < 2; time += 1)
        await asFailure(() => revokeSession(sessionId, connection(visit)));
      if (!visit.opensDashboard) return 'accepted, also the second time';
      const { status } = await readDashboard(visit);
      if (status === 200) throw new Failure('accepted, but the token still opens the dashboard');
      return `accepted; requests with the token now get ${status}`;
    },
  },
];

/**
 * Returns the failure that says that there is no Cube at the address, if that is what a failed generate-session means: Cube
 * answers the same call without a key with 401, and nothing else does.
 */
async function noCube(visit: Visit): Promise<Failure | null> {
  const { url } = tenantOf(visit);
  const address = `${url}/api/v1/embed/generate-session`;
  const answer = await visit.post(address, {});
  const target = redirectOf(answer, address);
  const page = pageOf(answer);
  const { status } = answer;
  if (!target && !(status < 300 || status === 404 || status === 405 || (status < 500 && page))) return null;
  visit.isAddressWrong = true;
  if (target) return redirected(target, url);
  visit.isCube = false;
  return new Failure(
    `${page ? `${status}, ${page}` : words(answer)}: this is no Cube tenant`,
    'Check CUBE_TENANT_URL: it is the address at which you sign in to Cube, e.g. https://acme.cubecloud.dev, without a path.',
  );
}

function redirected(target: URL, from: string): Failure {
  if (target.origin !== new URL(from).origin && !isLogin(target))
    return new Failure(
      `redirects to ${target.origin}`,
      `Use ${target.origin} as CUBE_TENANT_URL, and as base-url of the elements.`,
    );
  return new Failure(
    `redirects to ${target.origin}${target.pathname}`,
    'A proxy in front of the tenant asks for a sign-in. Let the paths under /api/v1/embed and /embed pass without one.',
  );
}

/** Creates a session for the doctor's own user, who is ephemeral if Cube accepts that. */
export async function mint(visit: Visit, more: { creatorMode?: boolean } = {}): Promise<string> {
  if (visit.interrupted.aborted) throw new Skip('interrupted');
  const request = {
    deploymentId: tenantOf(visit).deploymentId,
    externalId: visit.options.externalId,
    ...more,
  };
  const call = (body: Parameters<typeof generateSession>[0]) => generateSession(body, connection(visit));
  const { sessionId } = await asFailure(async () => {
    if (!visit.ephemeral) return call(request);
    try {
      return await call({ ...request, isEphemeral: true });
    } catch (error) {
      // An older tenant refuses the field.
      if (!(error instanceof CubeApiError) || error.status !== 400) throw error;
      const session = await call(request);
      visit.ephemeral = false;
      return session;
    }
  });
  visit.sessions.push(sessionId);
  visit.keepSecret(sessionId);
  return sessionId;
}

/** Revokes the sessions of the run. Ignores errors, because a check has already reported them. */
export async function cleanUp(visit: Visit): Promise<void> {
  const { sessions } = visit;
  await Promise.allSettled(sessions.map(async (sessionId) => revokeSession(sessionId, connection(visit))));
}

/** Returns the tenant. Skips the check if there is none, or if its address is wrong. */
export function tenantOf({ options, isAddressWrong }: Visit): NonNullable<Visit['options']['tenant']> {
  const { tenant } = options;
  if (!tenant) throw new Skip('set CUBE_TENANT_URL, CUBE_API_KEY and CUBE_DEPLOYMENT_ID to check the tenant');
  if (isAddressWrong) throw new Skip('fix the address first');
  return tenant;
}

export function connection(visit: Visit): { tenantUrl: string; apiKey: string; timeoutMs: number } {
  const { url, apiKey } = tenantOf(visit);
  return { tenantUrl: url, apiKey, timeoutMs: visit.options.timeoutMs };
}

/** Converts an error of the server entry to a failure with Cube's message and an advice. */
export async function asFailure<T>(
  work: () => Promise<T>,
  advice: typeof adviceFor | null = adviceFor,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CubeApiError)) throw error;
    const { status, code, cubeMessage, cause, message } = error;
    if ((code === 'unreachable' || code === 'timeout') && cause instanceof Error) throw cause;
    // Without the call's name, with which the line already starts.
    const found = cubeMessage ? `${status ?? ''}: ${cubeMessage}` : message.replace(/^\S+ | \(.*\)$/g, '');
    throw new Failure(found, advice?.(error));
  }
}

function adviceFor({ status, retryable, code }: CubeApiError): string | undefined {
  if (status === null || code !== 'rejected') return undefined;
  if (status >= 500) return SERVER_FAILED;
  if (status < 400) return 'Set CUBE_TENANT_URL to the address to which it redirects.';
  return status === 429 && !retryable ? USER_LIMIT : GENERATE_ADVICE[status];
}

function requireToken({ token }: Visit): string {
  if (!token) throw new Skip('no token');
  return token;
}

function exchange(visit: Visit) {
  const [sessionId] = visit.sessions;
  if (!sessionId) throw new Skip('no session');
  return visit.post(`${tenantOf(visit).url}/api/v1/embed/session/token`, { sessionId });
}

/**
 * Requests the dashboard with the token. Cube's CLI uses this endpoint; whether it also accepts an embed's token is not
 * documented.
 */
function readDashboard(visit: Visit) {
  const token = requireToken(visit);
  const { dashboardId } = visit.options;
  if (dashboardId === null) throw new Skip('set CUBE_DASHBOARD_ID to check whether it allows embedding');
  return visit.request(`${tenantOf(visit).url}/api/v1/embed/dashboard/${encodeURIComponent(dashboardId)}`, {
    headers: { authorization: `Embed-Token ${token}`, accept: 'application/json' },
  });
}
