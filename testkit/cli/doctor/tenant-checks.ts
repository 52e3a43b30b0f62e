import { decodeJwt } from 'jose';
import { CubeApiError, generateSession, revokeSession } from '../../../src/server/index.js';
import { Failure, Skip } from './check.js';
import type { Check } from './check.js';
import { words } from './visit.js';
import type { Visit } from './visit.js';

const DAY_SECONDS = 86_400;
const REPORT_IT = 'cube-embed relies on this. Please report it in an issue, with the output of --browser.';
const ALLOW_EMBEDDING =
  'In Cube: open the dashboard, Share → Embed, turn on "Allow signed embedding"; publish it; share it with the embed tenant.';

/** Where in Cube to look, by the status of generate-session. Source: Cube's API description and its guide to signed embedding. */
const GENERATE_ADVICE: Record<number, string> = {
  400: 'Cube’s message names the field. --external-id must be lowercase and trimmed.',
  401: 'Check CUBE_API_KEY: Admin → API Keys lists the valid ones.',
  403: 'The key must be an administrator’s, with this deployment in its scope (Admin → API Keys), and the account must have signed embedding (Premium or Enterprise; Embed → Settings).',
  404: 'Check CUBE_TENANT_URL and CUBE_DEPLOYMENT_ID: nothing at this address mints sessions.',
};

/** What Cube documents of sessions and tokens, in the order of their life. */
export const tenantChecks: readonly Check[] = [
  {
    name: 'address',
    advice: 'Check CUBE_TENANT_URL, and that this machine may reach it.',
    async run(visit) {
      const { url } = tenantOf(visit);
      const { status, headers, ms } = await visit.request(url);
      const target = new URL(headers.get('location') ?? url, url);
      if (status >= 300 && status < 400 && target.origin !== new URL(url).origin)
        throw new Failure(
          `redirects to ${target.origin}`,
          `Use ${target.origin} as CUBE_TENANT_URL and base-url.`,
        );
      if (status >= 500)
        throw new Failure(`answers ${status}`, 'The tenant is down, or a proxy before it: try later.');
      return `answers ${url.startsWith('https:') ? 'over TLS' : 'without TLS (loopback)'}, ${ms} ms`;
    },
  },
  {
    name: 'generate-session',
    advice: 'Check CUBE_TENANT_URL: this does not answer as a Cube tenant does.',
    async run(visit) {
      await mint(visit);
      return visit.ephemeral
        ? 'a session for an ephemeral user, which takes no seat'
        : 'a session; isEphemeral was refused, so the external user stays in Cube';
    },
  },
  {
    name: 'exchange',
    advice: 'The embedded page makes this call. Check that no proxy or firewall stands before the tenant.',
    async run(visit) {
      const answer = await exchange(visit);
      const { token } = answer.json ?? {};
      if (answer.status !== 200) throw new Failure(words(answer));
      if (typeof token !== 'string') throw new Failure('answered 200 without a token');
      visit.token = token;
      visit.keepSecret(token);
      return `a token, ${answer.ms} ms`;
    },
  },
  {
    name: 'single use',
    advice: REPORT_IT,
    async run(visit) {
      requireToken(visit);
      const answer = await exchange(visit);
      if (answer.status === 401) return 'the second exchange is refused (401)';
      if (answer.status === 200) throw new Failure('the second exchange was accepted');
      throw new Failure(`the second exchange answered ${words(answer)}, not 401`);
    },
  },
  {
    name: 'token',
    advice: REPORT_IT,
    run(visit) {
      const { iss, exp, iat = Date.now() / 1000 } = decodeJwt(requireToken(visit));
      if (exp === undefined) throw new Failure('has no expiry');
      const life = Math.round(exp - iat);
      visit.facts.set('token life', `${life} s`);
      if (Math.abs(life - DAY_SECONDS) > 300)
        throw new Failure(`lives ${life} s, not 24 h`, `Set token-ttl="${life}" on the elements.`);
      if (iss !== 'cubecloud') throw new Failure(`is issued by "${iss ?? 'nobody'}", not by cubecloud`);
      return Promise.resolve('issued by cubecloud, lives 24 h');
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
          'the tenant does not tell the holder of a token (401); --browser shows whether it opens',
        );
      if (answer.status === 404)
        throw new Failure(
          words(answer),
          `Check CUBE_DASHBOARD_ID: it is the public id from Share → Embed. Not published or not shared looks the same. ${ALLOW_EMBEDDING}`,
        );
      throw new Failure(words(answer));
    },
  },
  {
    name: 'revoke',
    advice: 'Sign-out cannot end embeds at Cube. Remove them from the page as well.',
    async run(visit) {
      requireToken(visit);
      const [sessionId = ''] = visit.sessions;
      // Twice: revoking is documented to be idempotent.
      for (let time = 0; time < 2; time += 1)
        await asFailure(() => revokeSession(sessionId, connection(visit)));
      if (!visit.opensDashboard) return 'accepted, and accepted again';
      const { status } = await readDashboard(visit);
      if (status === 200) throw new Failure('accepted, but the token still opens the dashboard');
      return `accepted; the token answers ${status}`;
    },
  },
];

/** Creates a session for the doctor's own user; an ephemeral one where Cube accepts it. */
export async function mint(visit: Visit): Promise<string> {
  const request = { deploymentId: tenantOf(visit).deploymentId, externalId: visit.options.externalId };
  const call = (body: Parameters<typeof generateSession>[0]) => generateSession(body, connection(visit));
  const { sessionId } = await asFailure(async () => {
    if (!visit.ephemeral) return call(request);
    try {
      return await call({ ...request, isEphemeral: true });
    } catch (error) {
      // A tenant that does not know the field yet refuses it.
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

/** Revokes what the run has made; what fails here was told by a check. */
export async function cleanUp(visit: Visit): Promise<void> {
  await Promise.allSettled(visit.sessions.map((sessionId) => revokeSession(sessionId, connection(visit))));
}

/** The tenant; skips the check when none was given. */
export function tenantOf({ options: { tenant } }: Visit): NonNullable<Visit['options']['tenant']> {
  if (!tenant) throw new Skip('set CUBE_TENANT_URL, CUBE_API_KEY and CUBE_DEPLOYMENT_ID to check the tenant');
  return tenant;
}

function connection(visit: Visit): { tenantUrl: string; apiKey: string; timeoutMs: number } {
  const { url, apiKey } = tenantOf(visit);
  return { tenantUrl: url, apiKey, timeoutMs: visit.options.timeoutMs };
}

/** The server side's own error, as a finding with Cube's words and the place in Cube to go to. */
async function asFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CubeApiError)) throw error;
    const { status, cubeMessage, code, message, advice } = error;
    if (code === 'unreachable' && error.cause instanceof Error) throw error.cause;
    const found = cubeMessage ? `${status ?? ''}: ${cubeMessage}` : message.replace(/ \(.*\)$/, '');
    const elsewhere =
      status === 429 || (status !== null && status >= 500) ? 'Busy or down: try again later.' : undefined;
    const known = error.retryable ? undefined : advice;
    throw new Failure(found, GENERATE_ADVICE[status ?? 0] ?? known ?? elsewhere);
  }
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
 * Asks for the dashboard with the token. Cube's command-line client reads this address; that the token of an embed may read
 * it too is not documented.
 */
function readDashboard(visit: Visit) {
  const token = requireToken(visit);
  const { dashboardId } = visit.options;
  if (dashboardId === null) throw new Skip('set CUBE_DASHBOARD_ID to check whether it allows embedding');
  return visit.request(`${tenantOf(visit).url}/api/v1/embed/dashboard/${encodeURIComponent(dashboardId)}`, {
    headers: { authorization: `Embed-Token ${token}`, accept: 'application/json' },
  });
}
