import { CubeRequestError } from './errors.js';

/** Decides which browser requests are accepted, and which CORS headers they get. */
export interface OriginPolicy {
  /** With allowed origins: `Vary` for every request, and CORS headers for those origins, also on error responses. */
  headersFor(request: Request): Record<string, string>;
  /** Whether the request comes from a page of the same origin or of an allowed one, or from no page at all. */
  admits(request: Request): boolean;
  /** Whether the request is a CORS preflight from an allowed origin. */
  isPreflight(request: Request): boolean;
  /** Value of the `Allow` header. */
  readonly methods: string;
}

/** Ten minutes: below the browsers' own maximum, and short enough for a configuration change to take effect. */
const PREFLIGHT_SECONDS = 600;

/**
 * Creates the policy. Throws a {@link CubeRequestError} if an origin is not written as browsers send it, e.g.
 * `https://app.example.com`.
 */
export function createOriginPolicy(allowedOrigins: readonly string[]): OriginPolicy {
  // Array.isArray would narrow a readonly array to any[].
  const given: unknown = allowedOrigins;
  if (!Array.isArray(given)) throw new CubeRequestError('allowedOrigins', 'must be an array of origins');
  for (const [i, origin] of allowedOrigins.entries()) {
    // Also rejects "null" and "*": with credentials, they would admit any page.
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new CubeRequestError(
        `allowedOrigins[${String(i)}]`,
        'must be an origin as browsers send it: scheme, host and port, no path, no wildcard, e.g. https://app.example.com',
      );
    }
  }
  const isAllowed = (request: Request): boolean =>
    allowedOrigins.includes(request.headers.get('origin') ?? '');

  return {
    methods: allowedOrigins.length > 0 ? 'POST, OPTIONS' : 'POST',

    admits: (request) => isAllowed(request) || isOwnSite(request),

    isPreflight: (request) =>
      request.method === 'OPTIONS' &&
      isAllowed(request) &&
      request.headers.has('access-control-request-method'),

    headersFor(request) {
      if (allowedOrigins.length === 0) return {};
      const vary = { vary: 'origin' };
      const origin = request.headers.get('origin');
      if (origin === null || !isAllowed(request)) return vary;
      return {
        ...vary,
        'access-control-allow-origin': origin,
        // Cookies identify the viewer, and browsers require this header to send them. Every origin here is listed by name.
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'retry-after',
        ...(request.method === 'OPTIONS' && {
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'accept, authorization, content-type',
          'access-control-max-age': String(PREFLIGHT_SECONDS),
        }),
      };
    },
  };
}

/**
 * Whether the request is same-origin. Prefers `Sec-Fetch-Site`: the browser sets it, so it is right even if a proxy has
 * rewritten the URL. A sibling subdomain (`same-site`) is refused, because not every host trusts all of its subdomains.
 */
function isOwnSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = request.headers.get('origin');
  // Browsers send Origin with every cross-origin POST: a request without it is not from a page of another site.
  return origin === null || isOriginOf(origin, new URL(request.url));
}

/** Behind a proxy that terminates TLS, the request's URL is `http:` while the page is `https:`; never the reverse. */
function isOriginOf(origin: string, url: URL): boolean {
  return origin === url.origin || origin === `https://${url.host}`;
}
