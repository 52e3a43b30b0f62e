import { tenantUrl } from '../frame/base-url.js';
import type { EmbedTarget } from '../frame/embed-url.js';
import { embedUrl } from '../frame/embed-url.js';
import { defaults } from '../page/defaults.js';
import { endpointSource } from '../session/endpoint.js';
import { CubeEmbedError } from '../session/errors.js';
import type { FetchSession } from '../session/source.js';
import type { CubeEmbedElement, LiveSetting } from './embed-element.js';

/** An element's properties with the page's defaults, checked. */
export interface Settings {
  target: EmbedTarget;
  fetchSession: FetchSession;
  /** Changes when another embed is meant, or one that only a new frame can show. */
  key: string;
  liveSettings: LiveSetting[];
}

/** @throws CubeEmbedError `invalid-config`, saying what is wrong and what to do. */
export function settingsOf(element: CubeEmbedElement): Settings {
  if (element.getAttributeNames().some((name) => /api-?key/i.test(name))) {
    throw refusal('the API key must stay on the server, behind session-endpoint.');
  }
  const base = tenantUrl(element.baseUrl ?? defaults().baseUrl ?? '');
  const { surface } = element;
  // An attribute that is gone is null.
  const deploymentId = element.deploymentId ?? undefined;
  const dashboardId = element.dashboardId ?? undefined;
  const { fixedQuery, liveSettings } = element;
  const query = { ...fixedQuery };
  for (const { parameter, value } of liveSettings) if (parameter) query[parameter] = value;
  const target: EmbedTarget = { surface, base, deploymentId, dashboardId, query };
  embedUrl(target, ''); // an id that no URL can hold is a mistake before there is a session
  return {
    target,
    fetchSession: sourceOf(element),
    key: JSON.stringify([base, deploymentId, dashboardId, fixedQuery]),
    liveSettings,
  };
}

/** The element's own source of sessions wins over the page's, a callback over an endpoint. */
function sourceOf(element: CubeEmbedElement): FetchSession {
  for (const { fetchSession, sessionEndpoint } of [element, defaults()]) {
    if (fetchSession) return fetchSession;
    if (!sessionEndpoint) continue;
    if (/\/embed\/generate-session\b/.test(sessionEndpoint)) {
      throw refusal(
        "session-endpoint is Cube's own: its API key must stay on the server, behind an endpoint of yours.",
      );
    }
    return endpointSource(sessionEndpoint);
  }
  throw refusal('session-endpoint or fetchSession is missing.');
}

function refusal(message: string): CubeEmbedError {
  return new CubeEmbedError('invalid-config', message);
}
