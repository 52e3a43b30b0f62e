import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { apiRoutes } from './api-routes.js';
import type { TenantContext } from './context.js';
import { controlRoutes } from './control-routes.js';
import { exportRoutes } from './exports/routes.js';
import type { Fault, FaultPlace } from './faults.js';
import { corsOf, requireLocalHost, requireLocalOrigin } from './gate.js';
import { HttpError, send } from './http.js';
import type { Reply } from './http.js';
import { pageRoutes } from './page-routes.js';
import { SOCKET } from './page-shell.js';
import type { Route } from './routes.js';

/** Placeholder reply for a client that has disconnected; `send` drops it. */
const CLIENT_GONE: Reply = { status: 204 };

/** Creates the HTTP server of a tenant, not yet listening. */
export function createTenantServer(context: TenantContext): Server {
  const routes = [
    ...apiRoutes,
    ...exportRoutes,
    ...pageRoutes,
    ...(context.settings.control ? controlRoutes : []),
  ];
  const server = createServer((request, response) => {
    void respond(context, routes, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = urlOf(request);
    // Any website can open a WebSocket, but only the tenant's pages know the ticket.
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
    const fault = (route.place && context.faults.take(route.place)) ?? undefined;
    const reply =
      (fault && (await applyFault(context, fault, route.place, response))) ??
      (await route.handle({ context, request, url, fault }));
    await send(response, { ...reply, headers: { ...reply.headers, ...corsOf(request, route, settings) } });
  } catch (error) {
    await refuse(context, route, request, response, error);
  }
}

/** Applies a fault. Returns its reply, or `undefined` if the request continues. */
async function applyFault(
  context: TenantContext,
  fault: Fault,
  place: FaultPlace | undefined,
  response: ServerResponse,
): Promise<Reply | undefined> {
  if (!place) return undefined;
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
      return CLIENT_GONE;
    case 'export':
      return undefined;
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
  // No session may be created or exchanged for a client that has stopped waiting.
  context.record({ kind: 'abandoned', where: place });
  return CLIENT_GONE;
}

async function refuse(
  context: TenantContext,
  route: Route | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): Promise<void> {
  if (response.destroyed) return;
  const { status, message, code, reason, sessionId } =
    error instanceof HttpError
      ? error
      : new HttpError(500, 'Internal error of the emulated tenant.', { reason: String(error) });
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
  else
    await send(response, {
      status,
      headers: corsOf(request, route, context.settings),
      body: { message, ...(code ? { code } : {}) },
    });
}

function noRoute(here: readonly Route[]): HttpError {
  return here.length > 0
    ? new HttpError(405, `Allowed methods: ${here.map(({ method }) => method).join(', ')}.`)
    : new HttpError(404, 'There is nothing at this path.');
}

function urlOf(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  return URL.canParse(path, 'http://tenant') ? new URL(path, 'http://tenant') : new URL('http://tenant/');
}
