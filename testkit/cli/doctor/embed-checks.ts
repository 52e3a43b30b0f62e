import { Failure, Skip, refusal } from './check.js';
import type { Check } from './check.js';
import { framingProblem } from './framing.js';
import { mint, tenantOf } from './tenant-checks.js';
import type { Answer, Visit } from './visit.js';
import { isLogin, redirectOf } from './web-page.js';

/** A form of Cube's embed URLs. */
interface Form {
  /** Path, with placeholders in braces. */
  path: string;
  /** The parameter that carries the session. */
  parameter: 'session' | 'sessionId';
  /** Whether it requires a session of Creator Mode. */
  isCreator?: boolean;
  /** What a 404 means. */
  advice: string;
}

const WITHOUT_DEPLOYMENT =
  'This tenant does not have this form of the URL: leave out deployment-id on this element.';
/** For 4xx statuses: the pages themselves require no authorization, because their scripts exchange the session. */
const PROTECTED = 'Check CUBE_TENANT_URL, and any proxy in front of the tenant that asks for a sign-in.';
/** How to fix a page that cannot be framed. */
export const NOT_FRAMEABLE =
  'The tenant does not let your page show the embed in a frame: ask Cube to allow your origin.';

const FORMS: readonly Form[] = [
  {
    path: '/embed/dashboard/{dashboardId}',
    parameter: 'session',
    advice: 'Check CUBE_DASHBOARD_ID, the public id from Share → Embed in Cube.',
  },
  {
    path: '/embed/d/{deploymentId}/dashboard/{dashboardId}',
    parameter: 'session',
    advice: WITHOUT_DEPLOYMENT,
  },
  { path: '/embed/chat', parameter: 'sessionId', advice: 'Analytics chat is not available on this tenant.' },
  { path: '/embed/d/{deploymentId}/chat', parameter: 'session', advice: WITHOUT_DEPLOYMENT },
  {
    path: '/embed/d/{deploymentId}/app',
    parameter: 'session',
    isCreator: true,
    advice: 'Creator Mode is not available on this tenant.',
  },
];

/** The last page that was served, for its headers. */
const pages = new WeakMap<Visit, { url: string; answer: Answer }>();

/** Requests the embed pages like a browser, and checks whether the host's page can frame them. */
export const embedChecks: readonly Check[] = [
  ...FORMS.map((form) => ({
    name: form.path,
    advice: form.advice,
    async run(visit: Visit) {
      const url = embedUrl(visit, form.path);
      // Cube spends a session when the page's script exchanges it, not when the page is requested.
      const session = await sessionFor(form, visit);
      const answer = await visit.request(`${url}?${form.parameter}=${session}`, {
        headers: { accept: 'text/html' },
      });
      const { status } = answer;
      if (status >= 300 && status < 400) return redirected(answer, url);
      if (status >= 400) throw refusal(answer, status === 404 ? form.advice : PROTECTED);
      pages.set(visit, { url, answer });
      return String(status);
    },
  })),
  {
    name: 'framing',
    advice: NOT_FRAMEABLE,
    run(visit) {
      const page = pages.get(visit);
      if (!page) throw new Skip('no embed page could be loaded');
      const { origin } = visit.options;
      const problem = framingProblem(page.answer.headers, page.url, origin);
      if (problem) throw new Failure(`${problem} forbids ${origin ?? 'every other site'}`);
      return Promise.resolve(
        origin ? `allowed for ${origin}` : 'no general ban; use --origin to check the origin of your page',
      );
    },
  },
];

/** Returns a session that is not spent yet. */
async function sessionFor({ isCreator }: Form, visit: Visit): Promise<string> {
  if (!visit.token) throw new Skip('no session');
  if (!isCreator) return visit.sessions[1] ?? mint(visit);
  try {
    return await mint(visit, { creatorMode: true });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Skip(
      `no session of Creator Mode (${error.message}): it is part of Cube’s Enterprise plan, and Cube’s support switches it on for an account`,
    );
  }
}

/** Returns the URL of an embed page, without a session. */
export function embedUrl(visit: Visit, path: string): string {
  const { url, deploymentId } = tenantOf(visit);
  const { dashboardId } = visit.options;
  if (path.includes('{dashboardId}') && dashboardId === null) throw new Skip('set CUBE_DASHBOARD_ID');
  return (
    url +
    path
      .replace('{deploymentId}', String(deploymentId))
      .replace('{dashboardId}', encodeURIComponent(dashboardId ?? ''))
  );
}

function redirected(answer: Answer, from: string): string {
  const { status } = answer;
  const target = redirectOf(answer, from) ?? new URL(from);
  if (target.origin !== new URL(from).origin)
    throw new Failure(
      `${status}, redirects to ${target.origin}`,
      'Use that address as base-url: the elements accept messages only from the origin of base-url.',
    );
  if (isLogin(target))
    throw new Failure(`${status}, redirects to ${target.pathname}, a login page`, PROTECTED);
  return `${status}, redirects within the tenant`;
}
