import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { apiRoutes } from './api-routes.js';
import type { TenantContext } from './context.js';
import { controlRoutes } from './control-routes.js';
import type { FaultPlace } from './faults.js';
import { corsOf, requireLocalHost, requireLocalOrigin } from './gate.js';
import { HttpError, send } from './http.js';
import type { Reply } from './http.js';
import { pageRoutes } from './page-routes.js';
import { SOCKET } from './page-shell.js';
import type { Route } from './routes.js';

/** Stands for an answer whose client has gone; `send` drops it. */
const NOBODY_LISTENS: Reply = { status: 204 };

/** The HTTP server of a tenant, not yet listening. */
export function createTenantServer(context: TenantContext): Server {
  const routes = [...apiRoutes, ...pageRoutes, ...(context.settings.control ? controlRoutes : [])];
  const server = createServer((request, response) => {
    void respond(context, routes, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = urlOf(request);
    // Any website may open a WebSocket; the ticket is in the tenant's pages alone.
    if (pathname === SOCKET && searchParams.get('ticket') === context.hub.ticket)
      context.hub.accept(request, socket, head);
    else socket.destroy();
  });
  return server;
}

async function respond(
  context: TenantContext,
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = urlOf(request);
  const { settings } = context;
  const here = routes.filter(({ path }) => (typeof path === 'string' ? path === url.pathname : path(url)));
  const route = here.find(({ method }) => method === request.method);
  try {
    requireLocalHost(request, settings);
    const called = route ?? (request.method === 'OPTIONS' ? here.find(({ cors }) => cors) : undefined);
    if (!called) throw noRoute(here);
    requireLocalOrigin(request, called, settings);
    if (!route) {
      await send(response, { status: 204, headers: corsOf(request, called, settings) });
      return;
    }
    const reply =
      (await struck(context, route.place, response)) ?? (await route.handle({ context, request, url }));
    await send(response, { ...reply, headers: { ...reply.headers, ...corsOf(request, route, settings) } });
  } catch (error) {
    await refuse(context, route, request, response, error);
  }
}

/** Lets a fault strike; gives the answer that the fault makes, or nothing when the request is to go on. */
async function struck(
  context: TenantContext,
  place: FaultPlace | undefined,
  response: ServerResponse,
): Promise<Reply | undefined> {
  const fault = place && context.faults.take(place);
  if (!fault) return undefined;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (fault.kind !== 'refuse') context.record({ kind: 'fault', where: place, fault: fault.kind });
  switch (fault.kind) {
    case 'refuse': {
      const { status, retryAfter, message = 'Refused on purpose.' } = fault;
      context.record({ kind: 'refused', where: place, status, reason: message, fault: true });
      const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
      return { status, headers, body: { message } };
    }
    case 'malformed':
      return {
        status: 200,
        headers: { 'Content-Type': place === 'page' ? 'text/html' : 'application/json' },
        body: fault.body ?? '{"sessionId":',
      };
    case 'cut-off':
      response.destroy();
      return NOBODY_LISTENS;
    case 'hang':
      await context.faults.hang(place, gone.signal);
      break;
    case 'delay':
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, fault.ms);
        gone.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
      break;
  }
  if (!gone.signal.aborted) return undefined;
  // Whoever gave up waiting must not have a session minted or spent for them afterwards.
  context.record({ kind: 'abandoned', where: place });
  return NOBODY_LISTENS;
}

async function refuse(
  context: TenantContext,
  route: Route | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): Promise<void> {
  if (response.destroyed) return;
  const { status, message, reason, sessionId } =
    error instanceof HttpError
      ? error
      : new HttpError(500, 'The emulated tenant failed.', { reason: String(error) });
  if (status === 500)
    console.error('cube-embed/testing: a request failed inside the emulated tenant.', error);
  if (route?.place) {
    context.record({
      kind: 'refused',
      where: route.place,
      status,
      reason,
      fault: false,
      ...(sessionId ? { sessionId } : {}),
    });
  }
  if (response.headersSent) response.destroy();
  else await send(response, { status, headers: corsOf(request, route, context.settings), body: { message } });
}

function noRoute(here: readonly Route[]): HttpError {
  return here.length > 0
    ? new HttpError(405, `Only ${here.map(({ method }) => method).join(', ')} here.`)
    : new HttpError(404, 'There is nothing at this address.');
}

function urlOf(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  return URL.canParse(path, 'http://tenant') ? new URL(path, 'http://tenant') : new URL('http://tenant/');
}
