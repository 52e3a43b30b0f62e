import { sharedEndpoint } from '../session/endpoint.js';
import type { FetchSession } from '../session/source.js';
import { CubeEmbedError } from '../shared/errors.js';
import { parseUrl } from '../shared/parse-url.js';
import type { EmbedDefaults } from './defaults.js';

/** Where an element, or the page, says that sessions come from. `endpoint`: its `sessionEndpoint`, resolved. */
interface SourceSettings {
  readonly fetchSession?: FetchSession | undefined;
  readonly endpoint?: string | undefined;
}

/** A required setting is missing, perhaps only for now. */
export class MissingSetting extends CubeEmbedError {
  constructor(name: string) {
    super('invalid-config', `${name} is missing.`);
  }
}

/**
 * The element's source of sessions takes precedence over the page's, and a callback over an endpoint.
 * @throws CubeEmbedError `invalid-config`; `MissingSetting` when there is none.
 */
export function sourceOf(own: SourceSettings, page: EmbedDefaults): FetchSession {
  for (const { fetchSession, endpoint } of [own, { ...page, endpoint: page.sessionEndpoint }]) {
    if (fetchSession) return fetchSession;
    if (!endpoint) continue;
    if (/\/embed\/generate-session\b/.test(endpoint)) {
      throw new CubeEmbedError(
        'invalid-config',
        "session-endpoint is Cube's own: its API key must stay on the server, behind an endpoint of yours.",
      );
    }
    if (!parseUrl(endpoint)) {
      throw new CubeEmbedError(
        'invalid-config',
        `session-endpoint is no URL on this page (got ${endpoint.replace(/[?#].*/s, '')}). Use e.g. https://app.example/cube-session.`,
      );
    }
    return sharedEndpoint(endpoint);
  }
  throw new MissingSetting('session-endpoint or fetchSession');
}
