import { Failure, Skip } from './check.js';
import type { Check } from './check.js';
import { framingProblem } from './framing.js';
import { mint, tenantOf } from './tenant-checks.js';
import { words } from './visit.js';
import type { Answer, Visit } from './visit.js';

/** A form of Cube's embed URLs. */
interface Form {
  /** Its path, with names in braces. */
  path: string;
  /** The parameter that carries the session. */
  parameter: 'session' | 'sessionId';
  advice: string;
}

const WITHOUT_DEPLOYMENT = 'This tenant does not have this form: leave deployment-id away on this element.';
const FORMS: readonly Form[] = [
  {
    path: '/embed/dashboard/{dashboardId}',
    parameter: 'session',
    advice: 'Check CUBE_DASHBOARD_ID: it is the public id from Share → Embed.',
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
    advice: 'Creator Mode is not available on this tenant.',
  },
];

/** The last page that was answered, for its headers. */
const pages = new WeakMap<Visit, { url: string; answer: Answer }>();

/** The embed pages as a browser would request them, and whether the host's page may frame them. */
export const embedChecks: readonly Check[] = [
  ...FORMS.map((form) => ({
    name: form.path,
    advice: form.advice,
    async run(visit: Visit) {
      const url = embedUrl(visit, form.path);
      // Cube spends a session when the page's script exchanges it, not when the page is requested.
      const session = visit.sessions[1] ?? (visit.token ? await mint(visit) : '');
      const answer = await visit.request(`${url}?${form.parameter}=${session}`, {
        headers: { accept: 'text/html' },
      });
      const { status, headers } = answer;
      if (status >= 300 && status < 400) return redirected(headers.get('location'), url, status);
      if (status >= 400) throw new Failure(words(answer));
      pages.set(visit, { url, answer });
      return String(status);
    },
  })),
  {
    name: 'framing',
    advice: 'Ask Cube to allow your origin: the tenant forbids your page to show it in a frame.',
    run(visit) {
      const page = pages.get(visit);
      if (!page) throw new Skip('no embed page was answered');
      const { origin } = visit.options;
      const problem = framingProblem(page.answer.headers, page.url, origin);
      if (problem) throw new Failure(`${problem} forbids ${origin ?? 'every other site'}`);
      return Promise.resolve(
        origin
          ? `allowed for ${origin}`
          : 'not forbidden in general; --origin checks the origin of your page',
      );
    },
  },
];

/** The address of an embed page, without a session. */
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

function redirected(location: string | null, from: string, status: number): string {
  const target = new URL(location ?? from, from);
  if (target.origin !== new URL(from).origin)
    throw new Failure(
      `${status}, redirects to ${target.origin}`,
      'Use that address as base-url: messages from another origin are not accepted.',
    );
  if (/login|sign-?in|auth/i.test(target.pathname))
    throw new Failure(`${status}, redirects to a login page`, 'The tenant did not accept the session.');
  return `${status}, redirects within the tenant`;
}
