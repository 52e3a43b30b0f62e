import { CubeEmbedError } from '../shared/errors.js';
import { parseUrl } from '../shared/parse-url.js';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The tenant's address, checked: `https:`, or `http:` on a loopback host; no credentials, query or fragment.
 * @throws CubeEmbedError `invalid-config`.
 */
export function tenantUrl(baseUrl: string): URL {
  const url = parseUrl(baseUrl);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!isSafe || url.username || url.password || /[?#]/.test(baseUrl)) {
    throw new CubeEmbedError(
      'invalid-config',
      'base-url must be an https: address (http: on a loopback host) without credentials, query or fragment. Use e.g. https://acme.cubecloud.dev.',
    );
  }
  return url;
}
