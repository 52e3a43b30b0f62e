import { CubeRequestError } from './errors.js';
import { createMasker } from './secrets.js';
import type { Masker } from './secrets.js';

/** How to reach a tenant. Keep the API key on a server: whoever has it can create a session for any viewer. */
export interface CubeConnection {
  /**
   * The tenant's address, e.g. `https://acme.cubecloud.dev`. `https:` only, `http:` for loopback hosts; no credentials,
   * query or fragment. A path is kept, for tenants behind a proxy. Required.
   */
  tenantUrl: string;

  /** An API key of an administrator of the account, without `Api-Key` in front: visible ASCII characters. Required. */
  apiKey: string;

  /** The `fetch` to call Cube with, e.g. for a proxy. Defaults to the platform's. */
  fetch?: typeof globalThis.fetch | undefined;

  /** Milliseconds that a call may take, the whole answer included: 1 to 2,147,483,647. Defaults to 10,000. */
  timeoutMs?: number | undefined;
}

/** A connection that is checked. */
export interface CheckedConnection {
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
  timeoutMs: number;
  /** Masks the API key in a text. */
  mask: Masker;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** A longer delay overflows the timer, which then fires at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** `URL` has already written every spelling of an IPv4 address as four decimal numbers. */
const LOOPBACK_HOST = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Throws a {@link CubeRequestError} that names the wrong option. */
export function checkConnection(connection: CubeConnection): CheckedConnection {
  const { tenantUrl, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS, fetch = globalThis.fetch } = connection;
  if (typeof apiKey !== 'string' || apiKey === '') {
    throw new CubeRequestError(
      'apiKey',
      'is missing: set it from the environment of the server, e.g. CUBE_API_KEY',
    );
  }
  // a header can carry nothing else; without this check, the platform's own error would print the key
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new CubeRequestError(
      'apiKey',
      'has white space or characters that no header can carry: pass the bare key, trimmed',
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
    return refuse('must be the address of the tenant, e.g. https://acme.cubecloud.dev');
  }
  const url = new URL(tenantUrl);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname))) {
    return refuse('must begin with https:, since the API key travels to it (http: for loopback hosts only)');
  }
  if (url.username || url.password) return refuse('must not hold a user name or a password');
  if (url.search || url.hash) return refuse('must have neither query nor fragment');
  return url.href.replace(/\/+$/, '');
}
