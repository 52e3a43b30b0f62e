import { parseUrl } from '../shared/parse-url.js';

/** Where an embed's pages are; paths are whole paths of the tenant, as Cube's events and `navigate` have them. */
export interface PathScope {
  /** The embed's own path, without a slash at its end: `/embed/d/42/app`. */
  root: string;
  /** What all embeds' paths begin with: `/embed/`. */
  embeds: string;
  /** Whether the embed may be sent to other embeds: a dashboard can link to another one. */
  leaves: boolean;
}

/** A reserved origin: a text that keeps it when resolved is a path. */
const NOWHERE = 'https://embed.invalid';

/**
 * The whole path that a host means by `path`: relative to the root (`/workbook/130`), or whole. Without `session` and
 * `sessionId`. Returns `undefined` for what would leave the root (`..`, `//`, another origin).
 */
export function wholePath(path: string, { root, embeds, leaves }: PathScope): string | undefined {
  const written = path.trim();
  const url = resolve(written);
  const isWhole = written.startsWith(embeds) || url?.pathname.startsWith(embeds);
  const whole = isWhole ? url : url && resolve(`${root}/${written.replace(/^[\\/]/, '')}`);
  const ground = isWhole && leaves ? embeds : `${root}/`;
  return whole && `${whole.pathname}/`.startsWith(ground) ? textOf(whole, root) : undefined;
}

/** A path that the embed says it is at, as a whole path without a session; `undefined` for one outside of all embeds. */
export function saidPath(path: unknown, { root, embeds }: PathScope): string | undefined {
  const url = typeof path === 'string' ? resolve(path) : undefined;
  return url?.pathname.startsWith(embeds) ? textOf(url, root) : undefined;
}

/** A whole path as a host reads it: relative to the root where it is within, else as it is. */
export function relativePath(whole: string, { root }: PathScope): string {
  const rest = whole.slice(root.length);
  if (!whole.startsWith(root) || !/^($|[/?#])/.test(rest)) return whole;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** A path that a host sets as it will read it; `undefined` for one that leaves the root. */
export function readPath(path: string, scope: PathScope): string | undefined {
  const whole = wholePath(path, scope);
  return whole === undefined ? undefined : relativePath(whole, scope);
}

/** Whether two whole paths lead to the same page. */
export function isSamePath(a: string | undefined, b: string | undefined): boolean {
  const bare = (path: string | undefined): string | undefined => path?.replace(/\/+(?=$|[?#])/, '');
  return bare(a) === bare(b);
}

/** Returns `undefined` for an invalid path, and for an address on another origin. */
function resolve(path: string): URL | undefined {
  const url = parseUrl(path, NOWHERE);
  return url?.origin === NOWHERE ? url : undefined;
}

/**
 * The path without a session, and with one slash after the root: a host may put what follows the root into a link of its own,
 * and `//evil.example` would lead to another site.
 */
function textOf(url: URL, root: string): string {
  const { pathname } = url;
  const rest = pathname.slice(root.length);
  // Only with a query: the view of its parameters costs as much as reading the whole address.
  for (const name of url.search ? ['session', 'sessionId'] : []) {
    // Only if present: `delete` serializes the whole query again.
    if (url.searchParams.has(name)) url.searchParams.delete(name);
  }
  return (pathname.startsWith(root) ? root + rest.replace(/^\/+/, '/') : pathname) + url.search + url.hash;
}
