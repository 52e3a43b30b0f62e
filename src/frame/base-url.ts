import { CubeEmbedError } from '../session/errors.js';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The tenant's address, checked: `https:`, or `http:` on a loopback host; no credentials, query or fragment.
 * @throws CubeEmbedError `invalid-config`, saying what is wrong.
 */
export function tenantUrl(baseUrl: string): URL {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw new CubeEmbedError(
      'invalid-config',
      'base-url is missing or no address, e.g. https://acme.cubecloud.dev.',
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
    throw new CubeEmbedError('invalid-config', 'base-url must be https: (or http: on a loopback host).');
  }
  if (url.username || url.password || /[?#]/.test(baseUrl)) {
    throw new CubeEmbedError('invalid-config', 'base-url must hold no credentials, query or fragment.');
  }
  return url;
}
