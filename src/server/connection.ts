import { CubeRequestError } from './errors.js';
import { createMasker } from './masker.js';
import type { Masker } from './masker.js';

/** How to reach a tenant. Keep the API key on the server: anyone who has it can create a session for any viewer. */
export interface CubeConnection {
  /**
   * URL of the tenant, e.g. `https://acme.cubecloud.dev`. Requires `https:`; loopback hosts may use `http:`. No
   * credentials, query or fragment. A path is kept, for tenants behind a proxy. Required.
   */
  tenantUrl: string;

  /**
   * API key of an account administrator, without quotes and without the `Api-Key` prefix. Visible ASCII characters only. Required. Source:
   * Cube's guide to signed embedding.
   */
  apiKey: string;

  /** The `fetch` function for calls to Cube, e.g. one that uses a proxy. Defaults to the platform's. */
  fetch?: typeof globalThis.fetch | undefined;

  /** Timeout in milliseconds for a call and its whole response body: 1 to 2,147,483,647. Defaults to 10,000. */
  timeoutMs?: number | undefined;
}

/** A validated connection. */
export interface CheckedConnection {
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
  timeoutMs: number;
  /** Masks the API key in a text. */
  mask: Masker;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** Longer delays overflow `setTimeout`, which then fires at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** `URL` normalizes every spelling of an IPv4 address to four decimal numbers. */
const LOOPBACK_HOST = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Validates a connection. Throws a {@link CubeRequestError} that names the invalid option. */
export function checkConnection(connection: CubeConnection): CheckedConnection {
  const { tenantUrl, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS, fetch = globalThis.fetch } = connection;
  if (typeof apiKey !== 'string' || apiKey === '') {
    throw new CubeRequestError(
      'apiKey',
      'is missing: set it from the server’s environment, e.g. CUBE_API_KEY',
    );
  }
  // A header allows nothing else, and without this check the platform's own error would contain the key.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new CubeRequestError(
      'apiKey',
      'contains white space or characters that a header cannot carry: pass only the key, trimmed',
    );
  }
  if (/^(["'`]).*\1$/.test(apiKey)) {
    throw new CubeRequestError(
      'apiKey',
      'is in quotes: remove the first and the last character, which some environments keep',
    );
  }
  if (!Number.isFinite(timeoutMs) || timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS) {
    throw new CubeRequestError(
      'timeoutMs',
      `must be a number of milliseconds from 1 to ${String(MAX_TIMEOUT_MS)}`,
    );
  }
  if (typeof fetch !== 'function') throw new CubeRequestError('fetch', 'must be a function');
  return { baseUrl: checkTenantUrl(tenantUrl), apiKey, timeoutMs, fetch, mask: createMasker(apiKey) };
}

function checkTenantUrl(tenantUrl: string): string {
  const refuse = (problem: string): never => {
    throw new CubeRequestError('tenantUrl', problem);
  };
  if (typeof tenantUrl !== 'string' || !URL.canParse(tenantUrl)) {
    return refuse('must be the URL of the tenant, e.g. https://acme.cubecloud.dev');
  }
  const url = new URL(tenantUrl);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname))) {
    return refuse(
      'must start with https:, because the API key is sent to it (only loopback hosts may use http:)',
    );
  }
  if (url.username || url.password) return refuse('must not contain a user name or password');
  if (url.search || url.hash) return refuse('must not contain a query or fragment');
  return url.href.replace(/\/+$/, '');
}
