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

/** The embed's address with its session in it. Cube has a short form of it and one with the deployment; Creator Mode has the second only. */
export function embedUrl(target: EmbedTarget, session: string): string {
  const { surface, base, deploymentId, dashboardId, query } = target;
  const path = ['embed'];
  // Creator Mode has no address without a deployment.
  if (deploymentId || surface === 'app') path.push('d', segment('deployment-id', deploymentId));
  path.push(surface);
  if (surface === 'dashboard') path.push(segment('dashboard-id', dashboardId));
  // Only the short form of the chat has a name of its own for it.
  const name = surface === 'chat' && !deploymentId ? 'sessionId' : 'session';
  const parameters = new URLSearchParams({ [name]: session });
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && key !== 'session' && key !== 'sessionId') parameters.set(key, value);
  }
  // %20 is a space to every decoder, + only to a form's.
  const search = parameters.toString().replaceAll('+', '%20');
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.join('/')}?${search}`;
}

/** @throws CubeEmbedError `invalid-config` for nothing, and for what a URL would read as this folder or the one above. */
function segment(name: string, value: string | undefined): string {
  if (!value || /^\.{1,2}$/.test(value))
    throw new CubeEmbedError('invalid-config', `${name} is missing or no id.`);
  return encodeURIComponent(value);
}
