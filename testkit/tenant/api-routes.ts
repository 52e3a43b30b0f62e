import { createHash, timingSafeEqual } from 'node:crypto';
import { visibleOrders } from './data/access.js';
import { answerQuestion } from './data/answers.js';
import { makeOrders } from './data/orders.js';
import type { Order } from './data/orders.js';
import { HttpError, readJsonObject } from './http.js';
import { requestProblem } from './request-check.js';
import type { Call, Route } from './routes.js';
import type { GenerateSessionRequest } from './session-request.js';
import type { EmbedClaims } from './tokens.js';

const orders = makeOrders();
const SESSION_ID = /^[0-9a-f]{32}$/;
/** Pause between two words of a chat answer, in milliseconds. */
const WORD_PAUSE_MS = 18;

/** Cube's three session endpoints, and the two that the embed pages get their content from. */
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
    // A page in a sandbox without `allow-same-origin` has an origin of its own and calls across.
    cors: true,
    async handle({ context, request }) {
      const { sessionId } = await readJsonObject(request);
      if (typeof sessionId !== 'string') throw new HttpError(400, 'sessionId must be a string.');
      const minted = context.sessions.exchange(sessionId);
      context.record({ kind: 'exchanged', sessionId });
      return { status: 200, body: { token: await context.tokens.sign(sessionId, minted) } };
    },
  },
  {
    method: 'POST',
    path: '/api/v1/embed/session/revoke',
    place: 'revoke',
    async handle(call) {
      requireApiKey(call);
      const { sessionId } = await readJsonObject(call.request);
      if (typeof sessionId !== 'string' || !SESSION_ID.test(sessionId)) {
        throw new HttpError(400, 'sessionId must be 32 lowercase hexadecimal digits.');
      }
      call.context.revoke(sessionId);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/embed/data',
    place: 'data',
    cors: true,
    async handle(call) {
      return { status: 200, body: { orders: await readableOrders(call) } };
    },
  },
  {
    method: 'POST',
    path: '/api/v1/embed/chat',
    place: 'data',
    cors: true,
    async handle(call) {
      const rows = await readableOrders(call);
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

function requireApiKey({ context, request }: Call): void {
  const [, key = ''] = /^Api-Key (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
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
  if (!Object.hasOwn(settings.branches, branchName)) throw new HttpError(404, 'There is no such branch.');
  if (!settings.branches[branchName]) throw new HttpError(400, 'The branch is not served.');
}

/** The rows that the call's token opens; 401 without a good one, 403 for a foreign deployment, 404 for no such dashboard. */
async function readableOrders({ context, request, url }: Call): Promise<Order[]> {
  const [, token = ''] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const { claims, sessionId } = await context.tokens.verify(token);
  if (context.sessions.isRevoked(sessionId)) {
    throw new HttpError(401, 'The token was revoked.', { reason: 'token revoked', sessionId });
  }
  requireTarget(url.searchParams, claims, context.settings.dashboards);
  return visibleOrders(orders, claims.userAttributes);
}

function requireTarget(query: URLSearchParams, claims: EmbedClaims, dashboards: string[] | undefined): void {
  const deployment = query.get('deployment');
  if (deployment !== null && Number(deployment) !== claims.deploymentId) {
    throw new HttpError(403, 'This session belongs to another deployment.');
  }
  const dashboard = query.get('dashboard');
  if (dashboard !== null && dashboards && !dashboards.includes(dashboard)) {
    throw new HttpError(404, 'There is no such dashboard.');
  }
}

async function* wordByWord(answer: string): AsyncGenerator<string> {
  for (const word of answer.split(/(?<=\s)/)) {
    yield word;
    await new Promise((resolve) => setTimeout(resolve, WORD_PAUSE_MS));
  }
}
