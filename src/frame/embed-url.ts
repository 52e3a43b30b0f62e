import { CubeEmbedError } from '../shared/errors.js';
import type { Surface } from '../session/source.js';
import type { PathScope } from './path.js';

/** The parts of an embed's URL, without the session. */
export interface EmbedTarget {
  surface: Surface;
  /** The tenant, checked. */
  base: URL;
  deploymentId: string | undefined;
  dashboardId: string | undefined;
  /** Query parameters by their names in the URL. */
  query: Readonly<Record<string, string | undefined>>;
  /** Parameters of filters, which an action can set too. */
  filters?: Readonly<Record<string, string>>;
}

/** An embed's URL, and the names of the parameters in it. */
export interface EmbedAddress {
  url: string;
  carried: ReadonlySet<string>;
}

/** The names of the parameters that hold a session. */
const SESSION = /^session(Id)?$/;

/** The longest URL, in characters, that servers and proxies reliably accept. */
const LONGEST = 4_096;

/**
 * The URL of an embed, with its session. Cube has a short form and one with the deployment; Creator Mode has only the second.
 * Leaves out the longest filters of a URL that would be too long.
 *
 * `start`: the whole path of the page at which the frame begins, if it is not the embed's own: see `startPage`.
 * @throws CubeEmbedError `invalid-config`, for an id that no URL can hold.
 */
export function embedAddress(target: EmbedTarget, session: string, start?: string): EmbedAddress {
  const { surface, base, deploymentId, query, filters = {} } = target;
  // Only the short form of the chat calls the parameter `sessionId`.
  const name = surface === 'chat' && !deploymentId ? 'sessionId' : 'session';
  const { pathname, search, hash } = new URL(base.origin + (start ?? embedPath(target)));
  const head = `${base.origin}${pathname}?${name}=${encode(session)}${search.replace('?', '&')}`;
  // The viewer's own choices, which the page's path may have, take precedence.
  const chosen = new URLSearchParams(search);
  const entries = Object.entries({ ...query, ...filters }).flatMap(([key, value]): [string, string][] =>
    value === undefined || SESSION.test(key) || chosen.has(key)
      ? []
      : [[key, `&${encode(key)}=${encode(value)}`]],
  );
  const parameters = new Map(entries);
  const url = (): string => head + [...parameters.values()].join('') + hash;
  for (const [key] of entries.sort(([, a], [, b]) => b.length - a.length)) {
    if (key in filters && url().length > LONGEST) parameters.delete(key);
  }
  return { url: url(), carried: new Set([...parameters.keys(), ...chosen.keys()]) };
}

/**
 * The page at which a new frame can begin, so that it need not be sent there: another dashboard, or one with the viewer's choices
 * in its query. `undefined` for others: Cube documents sessions in the addresses of the embeds themselves only. `page`: a whole
 * path, without a session.
 */
export function startPage(target: Omit<EmbedTarget, 'query'>, page: string | undefined): string | undefined {
  const embeds = embedsPath(target);
  if (!page?.startsWith(embeds) || target.surface !== 'dashboard') return undefined;
  return /^(d\/[^/?#]+\/)?dashboard\/[^/?#]+\/?([?#]|$)/.test(page.slice(embeds.length)) ? page : undefined;
}

/**
 * The path of an embed, without a slash at its end.
 * @throws CubeEmbedError `invalid-config`, for an id that no URL can hold.
 */
export function embedPath(target: Omit<EmbedTarget, 'query'>): string {
  const { surface, deploymentId, dashboardId } = target;
  let path = embedsPath(target);
  // Creator Mode has no address without a deployment.
  if (deploymentId || surface === 'app') path += `d/${segment('deployment-id', deploymentId)}/`;
  path += surface;
  return surface === 'dashboard' ? `${path}/${segment('dashboard-id', dashboardId)}` : path;
}

/** The common prefix of all embeds' paths. */
function embedsPath({ base }: Pick<EmbedTarget, 'base'>): string {
  return `${base.pathname.replace(/\/+$/, '')}/embed/`;
}

/** The address of an embed's page, without any query. */
export function embedPage(target: Omit<EmbedTarget, 'query'>): string {
  return target.base.origin + embedPath(target);
}

/** The paths that belong to an embed. */
export function pathScope(target: EmbedTarget): PathScope {
  return { root: embedPath(target), embeds: embedsPath(target), leaves: target.surface === 'dashboard' };
}

/** @throws CubeEmbedError `invalid-config` for an empty id, and for `.` and `..`, which a URL resolves away. */
function segment(name: string, value: string | undefined): string {
  if (!value || /^\.{1,2}$/.test(value))
    throw new CubeEmbedError('invalid-config', `${name} is missing or no id.`);
  return encode(value);
}

/** Percent-encodes a text. Replaces lone surrogates, for which `encodeURIComponent` throws. */
export function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
