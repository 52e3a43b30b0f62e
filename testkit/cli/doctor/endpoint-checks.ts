import { Failure, Skip, refusal } from './check.js';
import type { Check } from './check.js';
import { words } from './visit.js';
import type { Answer, Visit } from './visit.js';
import { isLogin, pageOf, redirectOf, wantsCsrfToken } from './web-page.js';

const USE_HANDLER = 'createSessionHandler from cube-embed/server does this for you.';
const CUBE_REFUSED =
  'The endpoint works, and Cube refuses it: the log of the endpoint has the reason. Check the API key, the tenant’s address and the deployment that it uses.';
const SLOW_MS = 3000;

/** The first successful answer, for the checks that read it. */
const answers = new WeakMap<Visit, Answer>();

/** The runs whose endpoint answers at this address, if only with a refusal. */
const responsive = new WeakSet<Visit>();

/** Checks the host application's session endpoint with the same requests as the elements send. */
export const endpointChecks: readonly Check[] = [
  {
    name: 'session',
    advice: 'Answer 200 with { "sessionId": "…" }. Check the log of the endpoint.',
    async run(visit) {
      const answer = await ask(visit);
      const problem = problemOf(answer, visit);
      if (problem) throw problem;
      keepSession(visit, answer);
      answers.set(visit, answer);
      return `200 with { sessionId }, ${answer.ms} ms`;
    },
  },
  {
    name: 'new id each time',
    advice: 'A session works once: create a new one in Cube for every call, and do not cache it.',
    async run(visit) {
      const first = goodAnswer(visit).json?.['sessionId'];
      const second = await ask(visit);
      if (second.status !== 200) throw new Failure(`the second call was answered with ${words(second)}`);
      if (keepSession(visit, second) === first) throw new Failure('the second call got the same id');
      return 'two calls got two ids';
    },
  },
  {
    name: 'nothing else',
    advice: `Send only sessionId: the browser can read everything in the answer. ${USE_HANDLER}`,
    run(visit) {
      const others = Object.keys(goodAnswer(visit).json ?? {}).filter((name) => name !== 'sessionId');
      if (others.length > 0) throw new Failure(`the answer also contains ${others.join(', ')}`);
      return Promise.resolve('the answer contains only sessionId');
    },
  },
  {
    name: 'no-store',
    advice: `Send Cache-Control: no-store, because a cached session has been used already. ${USE_HANDLER}`,
    run(visit) {
      const control = goodAnswer(visit).headers.get('cache-control');
      if (!/\bno-store\b/i.test(control ?? '')) throw new Failure(`Cache-Control: ${control ?? '(none)'}`);
      return Promise.resolve('Cache-Control: no-store');
    },
  },
  {
    name: 'time',
    advice: 'Nothing shows before the answer. Do only what the session needs in the endpoint.',
    run(visit) {
      const { ms } = goodAnswer(visit);
      if (ms > SLOW_MS) throw new Failure(`${ms} ms`);
      return Promise.resolve(`${ms} ms`);
    },
  },
  {
    name: 'GET',
    advice: `Answer 405 to every method but POST: a link or an image must not create sessions. ${USE_HANDLER}`,
    async run(visit) {
      const { status } = await visit.request(reached(visit), { headers: visit.options.headers });
      if (status !== 405) throw new Failure(`answers ${status}, not 405`);
      return '405';
    },
  },
  {
    name: 'foreign origin',
    advice: `Refuse cross-site requests with 403, by Origin and Sec-Fetch-Site. ${USE_HANDLER}`,
    async run(visit) {
      reached(visit);
      const answer = await ask(visit, { origin: 'https://foreign.example', 'sec-fetch-site': 'cross-site' });
      if (answer.status === 200) keepSession(visit, answer);
      if (answer.status !== 403) throw new Failure(`answers ${answer.status}, not 403`);
      return '403';
    },
  },
  {
    name: 'not signed in',
    advice: `Answer 401 when nobody is signed in. ${USE_HANDLER}`,
    async run(visit) {
      reached(visit);
      if (!isSignedIn(visit))
        throw new Skip('pass a viewer’s cookie by --header; without it, this is the same as the first check');
      const answer = await call(visit, sameOrigin(visit));
      if (answer.status === 200) keepSession(visit, answer);
      if (answer.status !== 401) throw new Failure(`answers ${answer.status}, not 401`);
      return '401';
    },
  },
];

function isSignedIn({ options: { headers } }: Visit): boolean {
  return Object.keys(headers).length > 0;
}

function endpointOf({ options: { endpoint } }: Visit): string {
  if (!endpoint) throw new Skip('use --endpoint to check your session endpoint');
  return endpoint;
}

/** Returns the endpoint. Skips a check that would only repeat the failure of `session`. */
function reached(visit: Visit): string {
  const endpoint = endpointOf(visit);
  if (!responsive.has(visit)) throw new Skip('fix "session" first');
  return endpoint;
}

/** Returns what is wrong with the first answer, and how to fix it. */
function problemOf(answer: Answer, visit: Visit): Failure | null {
  const endpoint = endpointOf(visit);
  const { status, json } = answer;
  const { pathname } = new URL(endpoint);
  const target = redirectOf(answer, endpoint);
  if (target)
    return new Failure(
      `${status}, redirects to ${target.href}`,
      isLogin(target)
        ? `The endpoint sends callers who are not signed in to a login page. ${signIn(visit)} Answer them with 401, not with a redirect, which the elements cannot follow.`
        : `Use ${target.href} as the endpoint, here and in session-endpoint: a redirected POST becomes a GET.`,
    );
  if (wantsCsrfToken(answer))
    return new Failure(
      `${status}: the server wants a CSRF token`,
      'Send it as your page would, e.g. --header "X-CSRF-Token: …", and in the page with endpointSource(url, { headers }). Or take the endpoint out of the CSRF protection and let it check Origin and Sec-Fetch-Site.',
    );
  const page = pageOf(answer);
  if (status === 404 || status === 405 || (status === 200 && page))
    return new Failure(
      page ? `${status}, ${page}` : words(answer),
      `Nothing answers POST at ${pathname}: check the path, also a prefix that a proxy adds or takes away, and that the server was restarted after the route was added.`,
    );
  responsive.add(visit);
  if (status === 401 || status === 403) return new Failure(words(answer), signIn(visit));
  if (status === 200) return null;
  if (status < 500 && json === null && page) return new Failure(`${status}, ${page}`, signIn(visit));
  if (status >= 500) responsive.delete(visit);
  const failure = refusal(answer);
  return status === 502 && /\bCube\b/.test(failure.message)
    ? new Failure(failure.message, CUBE_REFUSED)
    : failure;
}

function signIn(visit: Visit): string {
  return isSignedIn(visit)
    ? 'The endpoint does not accept what --header sends: use the cookie of a viewer who is currently signed in.'
    : 'Pass the cookie of a signed-in viewer: --header @FILE, where the file holds "Cookie: …".';
}

/** Calls the endpoint like `session-endpoint`, signed in. */
function ask(visit: Visit, headers: Record<string, string> = sameOrigin(visit)): Promise<Answer> {
  return call(visit, { ...visit.options.headers, ...headers });
}

function call(visit: Visit, headers: Record<string, string>): Promise<Answer> {
  const { dashboardId, tenant } = visit.options;
  return visit.post(
    endpointOf(visit),
    {
      surface: 'dashboard',
      ...(dashboardId === null ? {} : { dashboardId }),
      ...(tenant ? { deploymentId: String(tenant.deploymentId) } : {}),
      reason: 'initial',
    },
    headers,
  );
}

function sameOrigin(visit: Visit): Record<string, string> {
  return { origin: new URL(endpointOf(visit)).origin, 'sec-fetch-site': 'same-origin' };
}

function goodAnswer(visit: Visit): Answer {
  endpointOf(visit);
  const answer = answers.get(visit);
  if (!answer) throw new Skip('no session');
  return answer;
}

function keepSession(visit: Visit, { json }: Answer): string {
  const sessionId = json?.['sessionId'];
  if (typeof sessionId !== 'string' || sessionId === '')
    throw new Failure('answers 200 without a sessionId', 'Answer with a JSON object, { "sessionId": "…" }.');
  visit.keepSecret(sessionId);
  if (visit.options.tenant) visit.sessions.push(sessionId);
  return sessionId;
}
