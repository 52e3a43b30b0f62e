import { CubeEmbedError } from '../session/errors.js';
import type { Surface } from '../session/source.js';

/** What an embed's URL is made of, the session apart. */
export interface EmbedTarget {
  surface: Surface;
  /** The tenant, checked. */
  base: URL;
  deploymentId: string | undefined;
  dashboardId: string | undefined;
  /** Query parameters by their names in the URL, the element's own first. */
  query: Record<string, string | undefined>;
}

/**
 * The address of the embed's page, without any query. Cube has a short form of it and one with the deployment; Creator
 * Mode has only the second.
 *
 * @throws CubeEmbedError `invalid-config` for an id that is missing or that no URL can hold.
 */
export function embedPage({ surface, base, deploymentId, dashboardId }: Omit<EmbedTarget, 'query'>): string {
  const path = ['embed'];
  if (deploymentId || surface === 'app') path.push('d', segment('deployment-id', deploymentId));
  path.push(surface);
  if (surface === 'dashboard') path.push(segment('dashboard-id', dashboardId));
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.join('/')}`;
}

/** The address of the embed's page with its session and parameters. */
export function embedUrl(target: EmbedTarget, session: string): string {
  // Only the short form of the chat has a name of its own for it.
  const name = target.surface === 'chat' && !target.deploymentId ? 'sessionId' : 'session';
  let url = `${embedPage(target)}?${name}=${encodeURIComponent(session)}`;
  for (const [key, value] of Object.entries(target.query)) {
    if (value === undefined || key === 'session' || key === 'sessionId') continue;
    url += `&${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
  }
  return url;
}

/** @throws CubeEmbedError `invalid-config` for nothing, and for what a URL would read as this folder or the one above. */
function segment(name: string, value: string | undefined): string {
  if (!value || /^\.{1,2}$/.test(value))
    throw new CubeEmbedError('invalid-config', `${name} is missing or no id.`);
  return encodeURIComponent(value);
}
