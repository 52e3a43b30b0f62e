import type { IncomingHttpHeaders } from 'node:http';
import { readEmbedAddress } from './address.js';
import { HttpError } from './http.js';
import { loadPageClient } from './page-client.js';
import { ASSETS, pageShell } from './page-shell.js';
import type { Route } from './routes.js';

/** The embed pages in all forms of their URL, and what they load. */
export const pageRoutes: Route[] = [
  {
    method: 'GET',
    path: (url) => readEmbedAddress(url) !== null,
    place: 'page',
    handle({ context, request, url }) {
      const address = readEmbedAddress(url);
      if (!address) throw new HttpError(404, 'There is no embed at this address.');
      const { surface, sessionId } = address;
      context.record({
        kind: 'page',
        surface,
        url: url.pathname + url.search,
        sessionId,
        headers: loggedHeaders(request.headers),
      });
      const { settings } = context;
      const body = pageShell({
        protocol: context.protocol,
        router: settings.router,
        ticket: context.hub.ticket,
        now: context.clock.now(),
        // Only the newest generation stops early; the others trust a token to its last second.
        trustMarginMs: context.protocol === 'renewal' ? settings.trustMarginSeconds * 1000 : 0,
        expiringNoticeMs: settings.expiringNoticeSeconds * 1000,
        developerMenu: settings.developerMenu || url.searchParams.has('debug'),
        acknowledgeSetSession: settings.acknowledgeSetSession,
      });
      return {
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8', ...settings.pageHeaders },
        body,
      };
    },
  },
  {
    method: 'GET',
    path: `${ASSETS}/embed.js`,
    async handle() {
      const { script } = await loadPageClient();
      return { status: 200, headers: { 'Content-Type': 'text/javascript; charset=utf-8' }, body: script };
    },
  },
  {
    method: 'GET',
    path: `${ASSETS}/embed.css`,
    async handle() {
      const { style } = await loadPageClient();
      return { status: 200, headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: style };
    },
  },
  {
    // What an element asks for to open the connection: a 404 would be a line on the page's console.
    method: 'GET',
    path: '/robots.txt',
    handle: () => ({
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: 'User-agent: *\nDisallow: /\n',
    }),
  },
];

/** Browsers send a host's cookies to every port: headers that may hold another application's secrets are not kept. */
const SECRET = /cookie|auth|token|secret|key|session|csrf|xsrf/;

function loggedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !SECRET.test(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
