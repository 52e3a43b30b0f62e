import { CubeEmbedError } from '../session/errors.js';
import type { Surface } from '../session/source.js';
import type { PathScope } from './path.js';

/** What an embed's URL is made of, apart from the session. */
export interface EmbedTarget {
  surface: Surface;
  /** The tenant, checked. */
  base: URL;
  deploymentId: string | undefined;
  dashboardId: string | undefined;
  /** Query parameters by their names in the URL. */
  query: Readonly<Record<string, string | undefined>>;
  /** Those of filters, which an action can set as well. */
  filters?: Readonly<Record<string, string>>;
}

/** An embed's URL, and the names of the parameters in it. */
export interface EmbedAddress {
  url: string;
  carried: ReadonlySet<string>;
}

/** Characters of a URL that servers, and what stands before them, can be relied on to take. */
const LONGEST = 4_096;

/**
 * The URL of an embed with its session in it. Cube has a short form and one with the deployment; Creator Mode has the second
 * only. Where it would be too long, the longest filters are left out.
 * @throws CubeEmbedError `invalid-config`, for an id that no URL can hold.
 */
export function embedAddress(target: EmbedTarget, session: string): EmbedAddress {
  const { surface, base, deploymentId, query, filters = {} } = target;
  // Only the short form of the chat has a name of its own for it.
  const name = surface === 'chat' && !deploymentId ? 'sessionId' : 'session';
  const start = `${base.origin}${embedPath(target)}?${name}=${encode(session)}`;
  const parameters = new Map<string, string>();
  for (const [key, value] of Object.entries({ ...query, ...filters })) {
    if (value !== undefined && key !== 'session' && key !== 'sessionId')
      parameters.set(key, `&${encode(key)}=${encode(value)}`);
  }
  const lengthOf = (key: string): number => parameters.get(key)?.length ?? 0;
  const url = (): string => start + [...parameters.values()].join('');
  for (const key of Object.keys(filters).sort((a, b) => lengthOf(b) - lengthOf(a))) {
    if (url().length > LONGEST) parameters.delete(key);
  }
  return { url: url(), carried: new Set(parameters.keys()) };
}

/**
 * The path of an embed, without a slash at its end.
 * @throws CubeEmbedError `invalid-config`, for an id that no URL can hold.
 */
export function embedPath({ surface, base, deploymentId, dashboardId }: Omit<EmbedTarget, 'query'>): string {
  const path = [base.pathname.replace(/\/+$/, ''), 'embed'];
  // Creator Mode has no address without a deployment.
  if (deploymentId || surface === 'app') path.push('d', segment('deployment-id', deploymentId));
  path.push(surface);
  if (surface === 'dashboard') path.push(segment('dashboard-id', dashboardId));
  return path.join('/');
}

/** The address of an embed's page, without any query. */
export function embedPage(target: Omit<EmbedTarget, 'query'>): string {
  return target.base.origin + embedPath(target);
}

/** Where the pages of an embed are. */
export function pathScope(target: EmbedTarget): PathScope {
  const embeds = `${target.base.pathname.replace(/\/+$/, '')}/embed/`;
  return { root: embedPath(target), embeds, leaves: target.surface === 'dashboard' };
}

/** @throws CubeEmbedError `invalid-config` for nothing, and for what a URL would read as this folder or the one above. */
function segment(name: string, value: string | undefined): string {
  if (!value || /^\.{1,2}$/.test(value))
    throw new CubeEmbedError('invalid-config', `${name} is missing or no id.`);
  return encode(value);
}

/** Percent-encodes a text. A lone half of a surrogate pair is no character, and `encodeURIComponent` throws at it. */
export function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
