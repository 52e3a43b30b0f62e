import type { IncomingMessage } from 'node:http';
import type { Settings } from './context.js';
import { HttpError } from './http.js';
import { isLocalHost, isLocalOrigin } from './local-names.js';
import type { Route } from './routes.js';

/** Throws 403 for a host name that is not this machine's: a website's name can resolve to any address. */
export function requireLocalHost({ headers: { host } }: IncomingMessage, { allowedHosts }: Settings): void {
  if (isLocalHost(host, allowedHosts)) return;
  throw new HttpError(
    403,
    `The tenant does not accept requests for the host "${host ?? ''}". Use a loopback address, or add the name to allowedHosts.`,
  );
}

/** Throws 403 if a page of another origin calls a route for local pages. */
export function requireLocalOrigin(
  { headers: { origin } }: IncomingMessage,
  { cors }: Route,
  settings: Settings,
): void {
  if (cors !== 'local' || origin === undefined || isLocalOrigin(origin, settings.controlOrigins)) return;
  throw new HttpError(
    403,
    `Pages of ${origin} may not use the control API. To allow them, add the origin to controlOrigins.`,
  );
}

/** Returns the CORS headers of a response: they let pages of other origins read it, if the route allows that. */
export function corsOf(
  { headers: { origin } }: IncomingMessage,
  route: Route | undefined,
  { controlOrigins }: Settings,
): Record<string, string> {
  if (!route?.cors) return {};
  const isOpen = route.cors === 'any';
  if (!isOpen && (origin === undefined || !isLocalOrigin(origin, controlOrigins))) return { Vary: 'Origin' };
  return {
    'Access-Control-Allow-Origin': isOpen ? '*' : (origin ?? ''),
    'Access-Control-Allow-Headers': 'authorization, content-type',
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    ...(isOpen ? {} : { Vary: 'Origin' }),
  };
}
