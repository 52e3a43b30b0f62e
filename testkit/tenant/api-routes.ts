import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { decoded } from './address.js';
import { visibleOrders } from './data/access.js';
import { answerQuestion } from './data/answers.js';
import { makeOrders } from './data/orders.js';
import type { Order } from './data/orders.js';
import { HttpError, readJsonObject } from './http.js';
import { requestProblem } from './request-check.js';
import { schemaProblem } from './request-schema.js';
import type { RequestName } from './request-schema.js';
import type { Call, Route } from './routes.js';
import type { GenerateSessionRequest } from './session-request.js';
import type { EmbedClaims } from './tokens.js';
import type { CubeTenantOptions } from './types.js';

const orders = makeOrders();
const DASHBOARD = /^\/api\/v1\/embed\/dashboard\/([^/]+)$/;
/** Pause between two words of a chat answer, in milliseconds. */
const WORD_PAUSE_MS = 18;

/** Cube's three session endpoints and its dashboard endpoint, and the emulation's own endpoints for data and chat. */
export const apiRoutes: Route[] = [
  {
    method: 'POST',
    path: '/api/v1/embed/generate-session',
    place: 'generate',
    async handle(call) {
      requireApiKey(call);
      const body = await readJsonObject(call.request);
      const problem = requestProblem(body);
      if (problem) throw new HttpError(400, `${problem}.`);
      const request = body as unknown as GenerateSessionRequest;
      requireScope(call, request);
      return { status: 200, body: { sessionId: call.context.mint(request) } };
    },
  },
  {
    method: 'POST',
    path: '/api/v1/embed/session/token',
    place: 'token',
    // A page sandboxed without `allow-same-origin` has an opaque origin, so its requests are cross-origin.
    cors: 'any',
    async handle({ context, request }) {
      const { sessionId } = await readSessionId(request, 'ExchangeRequest');
      const minted = context.sessions.exchange(sessionId);
      context.record({ kind: 'exchanged', sessionId });
      return { status: 200, body: { token: context.tokens.sign(sessionId, minted) } };
    },
  },
  {
    method: 'POST',
    path: '/api/v1/embed/session/revoke',
    place: 'revoke',
    async handle(call) {
      requireApiKey(call);
      const { sessionId } = await readSessionId(call.request, 'RevokeRequest');
      call.context.revoke(sessionId);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: ({ pathname }) => DASHBOARD.test(pathname),
    place: 'data',
    cors: 'any',
    handle(call) {
      requireToken(call);
      const publicId = decoded(DASHBOARD.exec(call.url.pathname)?.[1] ?? '');
      requireDashboard(publicId, call.context.settings.dashboards);
      return { status: 200, body: { publicId } };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/embed/data',
    place: 'data',
    cors: 'any',
    handle: (call) => ({ status: 200, body: { orders: readableOrders(call) } }),
  },
  {
    method: 'POST',
    path: '/api/v1/embed/chat',
    place: 'data',
    cors: 'any',
    async handle(call) {
      const rows = readableOrders(call);
      const { question, locale } = await readJsonObject(call.request);
      if (typeof question !== 'string') throw new HttpError(400, 'question must be a string.');
      const answer = answerQuestion(question, rows, typeof locale === 'string' ? locale : 'en-US');
      return {
        status: 200,
        headers: { 'Content-Type': 'text/plain; charset=utf-8' },
        body: wordByWord(answer),
      };
    },
  },
];

async function readSessionId(request: IncomingMessage, name: RequestName): Promise<{ sessionId: string }> {
  const body = await readJsonObject(request);
  const problem = schemaProblem(name, body);
  if (problem) throw new HttpError(400, `${problem}.`);
  return body as { sessionId: string };
}

function requireApiKey({ context, request }: Call): void {
  const [, key = ''] = /^(?:Api-Key|Bearer) (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  if (timingSafeEqual(digest(key), digest(context.settings.apiKey))) return;
  throw new HttpError(403, 'The API key is missing, wrong, or not an admin’s.');
}

function requireScope(
  { context: { settings } }: Call,
  { deploymentId, branchName }: GenerateSessionRequest,
): void {
  if (settings.deployments && !settings.deployments.includes(deploymentId)) {
    throw new HttpError(403, `Deployment ${deploymentId} is outside the API key's scope.`);
  }
  if (branchName === undefined || branchName === null) return;
  if (!Object.hasOwn(settings.branches, branchName)) throw new HttpError(404, 'The branch does not exist.');
  if (!settings.branches[branchName]) throw new HttpError(400, 'The branch is not served.');
}

/**
 * Returns the rows that the request's token can read. Throws 401 without a valid token, 403 for another deployment, and 403
 * or 404 for a dashboard that cannot be embedded.
 */
function readableOrders(call: Call): Order[] {
  const { context, url } = call;
  const claims = requireToken(call);
  requireDeployment(url.searchParams.get('deployment'), claims);
  requireDashboard(url.searchParams.get('dashboard'), context.settings.dashboards);
  return visibleOrders(orders, claims.userAttributes);
}

/** Returns the claims of the request's token. Throws 401 without a valid token. */
function requireToken({ context, request }: Call): EmbedClaims {
  const [, token = ''] = /^Embed-Token (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const { claims, sessionId } = context.tokens.verify(token);
  if (context.sessions.isRevoked(sessionId)) {
    throw new HttpError(401, 'The token was revoked.', { reason: 'token revoked', sessionId });
  }
  return claims;
}

function requireDeployment(deployment: string | null, claims: EmbedClaims): void {
  if (deployment !== null && Number(deployment) !== claims.deploymentId)
    throw new HttpError(403, 'This session belongs to another deployment.');
}

function requireDashboard(id: string | null, dashboards: CubeTenantOptions['dashboards']): void {
  if (id === null || !dashboards) return;
  const allowed = Array.isArray(dashboards)
    ? new Map(dashboards.map((name) => [name, true]))
    : new Map(Object.entries(dashboards));
  if (allowed.get(id)) return;
  if (allowed.has(id)) throw new HttpError(403, 'Embedding is not allowed for this dashboard.');
  throw new HttpError(404, 'The dashboard does not exist.');
}

async function* wordByWord(answer: string): AsyncGenerator<string> {
  for (const word of answer.split(/(?<=\s)/)) {
    yield word;
    await new Promise((resolve) => setTimeout(resolve, WORD_PAUSE_MS));
  }
}
