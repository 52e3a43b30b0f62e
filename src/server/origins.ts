import { CubeRequestError } from './errors.js';

/** Decides which browser requests are accepted, and which CORS headers they get. */
export interface OriginPolicy {
  /** With allowed origins: `Vary` for every request, and CORS headers for those origins, also on error responses. */
  headersFor(request: Request): Record<string, string>;
  /** Whether the request comes from a page of the same origin or of an allowed one, or from no page at all. */
  admits(request: Request): boolean;
  /** Whether the request is a CORS preflight from an allowed origin. */
  isPreflight(request: Request): boolean;
  /** What to do about a request from a page that is not admitted: which origin came, and which would have been admitted. */
  adviceFor(request: Request): string;
  /** Value of the `Allow` header. */
  readonly methods: string;
}

/** Ten minutes: below the browsers' own maximum, and short enough for a configuration change to take effect. */
const PREFLIGHT_SECONDS = 600;

/** What elements send themselves, whatever the host allows besides. */
const OWN_HEADERS = ['accept', 'content-type'];

/** The name of a header (RFC 9110, 5.1). The wildcard is not one: with credentials, browsers do not take it as one. */
const HEADER_NAME = /^(?!\*$)[\w!#$%&'*+.^`|~-]+$/;

/** The options of {@link createOriginPolicy}, as in the handlers' options. */
export interface OriginOptions {
  allowedOrigins?: readonly string[] | undefined;
  allowedHeaders?: readonly string[] | undefined;
}

/**
 * Creates the policy. Throws a {@link CubeRequestError} if an origin is not written as browsers send it, e.g.
 * `https://app.example.com`, or if a header's name is not one.
 */
export function createOriginPolicy({ allowedOrigins = [], allowedHeaders }: OriginOptions): OriginPolicy {
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
  checkHeaders(allowedHeaders);
  const isAllowed = (request: Request): boolean =>
    allowedOrigins.includes(request.headers.get('origin') ?? '');

  return {
    methods: allowedOrigins.length > 0 ? 'POST, OPTIONS' : 'POST',

    admits: (request) => isAllowed(request) || isOwnSite(request),

    isPreflight: (request) =>
      request.method === 'OPTIONS' &&
      isAllowed(request) &&
      request.headers.has('access-control-request-method'),

    adviceFor(request) {
      const from = originOf(request);
      const { origin } = new URL(request.url);
      return from === null
        ? `does not list the origin of a page of another site, which the browser did not name. Only pages of ${origin} are admitted without being listed.`
        : `does not list ${from}, the origin of the page that called ${origin}. If the page is yours, add ${from} to allowedOrigins.`;
    },

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
          ...headersAllowedTo(request, allowedHeaders),
          'access-control-max-age': String(PREFLIGHT_SECONDS),
        }),
      };
    },
  };
}

function checkHeaders(allowedHeaders: unknown): void {
  if (allowedHeaders === undefined) return;
  if (!Array.isArray(allowedHeaders)) {
    throw new CubeRequestError('allowedHeaders', 'must be an array of header names');
  }
  const wrong = allowedHeaders.findIndex((name) => typeof name !== 'string' || !HEADER_NAME.test(name));
  if (wrong >= 0) {
    throw new CubeRequestError(
      `allowedHeaders[${String(wrong)}]`,
      'must be the name of a header, e.g. X-CSRF-Token (no wildcard: omit allowedHeaders to allow every header)',
    );
  }
}

/** The headers that a page of an allowed origin may send: the listed ones, or without a list those that it asks for. */
function headersAllowedTo(request: Request, allowedHeaders?: readonly string[]): Record<string, string> {
  const asked = request.headers.get('access-control-request-headers');
  const allowed = allowedHeaders ? [...OWN_HEADERS, ...allowedHeaders].join(', ').toLowerCase() : asked;
  return allowed === null ? {} : { 'access-control-allow-headers': allowed };
}

/** The request's `Origin`, or `null` if there is none, or none that an address could have. */
function originOf({ headers }: Request): string | null {
  const origin = headers.get('origin');
  return origin !== null && URL.canParse(origin) && new URL(origin).origin === origin ? origin : null;
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
