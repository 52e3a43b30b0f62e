import type { IncomingMessage } from 'node:http';
import { noCreatorMode } from './account.js';
import { decoded } from './address.js';
import { requireAdmin } from './api-key.js';
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

const allOrders = makeOrders();
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
      requireAdmin(call.request, call.context.settings);
      const body = await readJsonObject(call.request);
      const problem = requestProblem(body);
      if (problem) throw new HttpError(400, `${problem}.`);
      const sessionId = call.context.mint(body as unknown as GenerateSessionRequest);
      return { status: 200, body: { sessionId } };
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
      requireAdmin(call.request, call.context.settings);
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
      const claims = requireToken(call);
      const id = decoded(DASHBOARD.exec(call.url.pathname)?.[1] ?? '');
      const { title } = call.context.catalog.open(id, claims);
      return { status: 200, body: { publicId: id, title } };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/embed/data',
    place: 'data',
    cors: 'any',
    handle: (call) => ({ status: 200, body: contentOf(call) }),
  },
  {
    method: 'POST',
    path: '/api/v1/embed/chat',
    place: 'data',
    cors: 'any',
    async handle(call) {
      const { viewer, orders } = readerOf(call);
      const { question, locale, chatId } = await readJsonObject(call.request);
      if (typeof question !== 'string') throw new HttpError(400, 'question must be a string.');
      const text = answerQuestion(question, orders, typeof locale === 'string' ? locale : 'en-US');
      return {
        status: 200,
        headers: { 'Content-Type': 'text/plain; charset=utf-8' },
        body: wordByWord(text, () => {
          if (typeof chatId === 'string')
            call.context.chats.add(
              viewer,
              chatId,
              { from: 'viewer', text: question },
              { from: 'cube', text },
            );
        }),
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

/** Who sends a request, and which rows they can read. */
interface Reader {
  claims: EmbedClaims;
  /** Tells the viewers of the account apart. */
  viewer: string;
  orders: Order[];
}

/** Returns the reader of the request. Throws 401 without a valid token, 403 for another deployment. */
function readerOf(call: Call): Reader {
  const claims = requireToken(call);
  requireDeployment(call.url.searchParams.get('deployment'), claims);
  const orders = visibleOrders(allOrders, claims.userAttributes);
  return { claims, viewer: JSON.stringify([claims.embedTenant, claims.sub]), orders };
}

/** Returns what the request's page shows. Throws 403 or 404 for a surface, dashboard or chat that the viewer may not see. */
function contentOf(call: Call): object {
  const { context, url } = call;
  const { claims, viewer, orders } = readerOf(call);
  const [dashboardId, chatId] = [url.searchParams.get('dashboard'), url.searchParams.get('chat')];
  if (url.searchParams.get('surface') === 'app' && !context.settings.creatorMode) throw noCreatorMode();
  const dashboards = context.catalog.openTo(claims);
  if (dashboardId !== null) {
    const shown = context.catalog.open(dashboardId, claims);
    if (!dashboards.some(({ id }) => id === dashboardId)) dashboards.push(shown);
  }
  const chats = context.chats.of(viewer);
  if (chatId !== null && !Object.hasOwn(chats, chatId)) {
    if (!context.settings.any) throw new HttpError(404, 'The chat does not exist.');
    chats[chatId] = [];
  }
  return { orders, dashboards, chats };
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

/** Yields the words of an answer, then calls `onEnd`. */
async function* wordByWord(answer: string, onEnd: () => void): AsyncGenerator<string> {
  for (const word of answer.split(/(?<=\s)/)) {
    yield word;
    await new Promise((resolve) => setTimeout(resolve, WORD_PAUSE_MS));
  }
  onEnd();
}
