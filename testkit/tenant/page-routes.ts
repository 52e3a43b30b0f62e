import type { IncomingHttpHeaders } from 'node:http';
import { readEmbedAddress } from './address.js';
import { HttpError } from './http.js';
import { loadPageClient } from './page-client.js';
import { ASSETS, pageShell } from './page-shell.js';
import type { Route } from './routes.js';

/** The embed pages in all forms of their URL, and their assets. */
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
        // Only `renewal` stops using a token early; the other protocols use it until it expires.
        trustMarginMs: context.protocol === 'renewal' ? settings.trustMarginSeconds * 1000 : 0,
        expiringNoticeMs: settings.expiringNoticeSeconds * 1000,
        controlsInPaths: settings.controlsInPaths,
        userTimezones: settings.userTimezones,
        dataDownloads: settings.dataDownloads,
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
    async handle({ context: { settings } }) {
      const script = settings.page.script ?? (await loadPageClient()).script;
      return { status: 200, headers: { 'Content-Type': 'text/javascript; charset=utf-8' }, body: script };
    },
  },
  {
    method: 'GET',
    path: `${ASSETS}/embed.css`,
    async handle({ context: { settings } }) {
      const style = settings.page.style ?? (await loadPageClient()).style;
      return { status: 200, headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: style };
    },
  },
  {
    // Elements request it to open the connection early. A 404 would appear on the page's console.
    method: 'GET',
    path: '/robots.txt',
    handle: () => ({
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: 'User-agent: *\nDisallow: /\n',
    }),
  },
];

/** Headers to leave out of the log. Browsers send cookies to every port of a host, so they may be another application's. */
const SECRET = /cookie|auth|token|secret|key|session|csrf|xsrf/;

function loggedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !SECRET.test(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
