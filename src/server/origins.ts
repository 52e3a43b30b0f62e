import { CubeRequestError } from './errors.js';

/** Decides whether a browser's request is answered, and with which CORS headers. */
export interface OriginPolicy {
  /** `Vary` on every answer, and the CORS headers on those for an allowed origin, refusals included. */
  headersFor(request: Request): Record<string, string>;
  /** Whether the request comes from a page of this very site, from an allowed one, or from no page at all. */
  admits(request: Request): boolean;
  /** Whether the request is a CORS preflight of an allowed origin. */
  isPreflight(request: Request): boolean;
  /** The value of `Allow`. */
  readonly methods: string;
}

/** Ten minutes: within the browsers' own limits, and short enough for a change of configuration. */
const PREFLIGHT_SECONDS = 600;

/**
 * Throws a {@link CubeRequestError} when an origin is not written as a browser sends it, e.g. `https://app.example.com`.
 */
export function createOriginPolicy(allowedOrigins: readonly string[]): OriginPolicy {
  // isArray would make any[] of a readonly array
  const given: unknown = allowedOrigins;
  if (!Array.isArray(given)) throw new CubeRequestError('allowedOrigins', 'must be an array of origins');
  for (const [i, origin] of allowedOrigins.entries()) {
    // "null" and "*" fail as well: with credentials, they would let any page in
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
        // the origins are few and named, and a viewer is known by a cookie: without this it would not be sent
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
 * `Sec-Fetch-Site` first: the browser itself says it, whatever a proxy has made of the address. A sibling subdomain
 * (`same-site`) is foreign here: not every host trusts all of its subdomains.
 */
function isOwnSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = request.headers.get('origin');
  // every browser names the origin of a POST to another one: without it, no page of another site has sent this
  return origin === null || isOriginOf(origin, new URL(request.url));
}

/** A proxy that ends TLS makes `http:` of the request's address while the page is `https:`; never the other way round. */
function isOriginOf(origin: string, url: URL): boolean {
  return origin === url.origin || origin === `https://${url.host}`;
}
