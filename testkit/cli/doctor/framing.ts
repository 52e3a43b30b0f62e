/**
 * Checks whether a page with these headers can be framed by a page at `origin`. Uses `frame-ancestors` of its Content
 * Security Policy, which overrides `X-Frame-Options`, otherwise the latter. Returns the header that forbids it, or `null`. If
 * `origin` is `null`, only a header that forbids every other site counts.
 */
export function framingProblem(headers: Headers, pageUrl: string, origin: string | null): string | null {
  const lists = ancestorsIn(headers.get('content-security-policy') ?? '');
  const own = new URL(pageUrl).origin;
  if (lists.length > 0) {
    const refusing = lists.find((sources) =>
      origin === null
        ? sources.every((source) => source === "'none'" || source === "'self'")
        : !sources.some((source) => matches(source, origin, own)),
    );
    return refusing ? `frame-ancestors ${refusing.join(' ')}` : null;
  }
  const option = headers.get('x-frame-options')?.trim();
  if (!option || !/^(deny|sameorigin)$/i.test(option)) return null;
  return origin === own && /^sameorigin$/i.test(option) ? null : `X-Frame-Options: ${option}`;
}

/** Returns the sources of each policy's `frame-ancestors`. A response may have several policies, separated by commas. */
function ancestorsIn(policies: string): string[][] {
  return policies.split(',').flatMap((policy) =>
    policy.split(';').flatMap((directive) => {
      const [name, ...sources] = directive.trim().split(/\s+/);
      return name?.toLowerCase() === 'frame-ancestors' ? [sources.length > 0 ? sources : ["'none'"]] : [];
    }),
  );
}

/** Whether a policy's source matches an origin, by CSP level 3. `frame-ancestors` has no paths. */
function matches(source: string, origin: string, own: string): boolean {
  if (source === "'self'") return origin === own;
  const { protocol, hostname, port } = new URL(origin);
  if (source === '*') return true;
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return source.toLowerCase() === protocol;
  const [, scheme, host = '', asked] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^:/]+)(?::(\d+|\*))?\/?$/i.exec(source) ?? [];
  // A source without a scheme uses the page's own, and `http` also matches `https`.
  const wanted = `${(scheme ?? new URL(own).protocol.replace(':', '')).toLowerCase()}:`;
  const schemeFits = protocol === wanted || (wanted === 'http:' && protocol === 'https:');
  const hostFits = host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host.toLowerCase();
  const defaultPort = protocol === 'https:' ? '443' : '80';
  const portFits = asked === '*' || (port || defaultPort) === (asked ?? defaultPort);
  return schemeFits && hostFits && portFits;
}
