import { afterEach, beforeEach } from 'vitest';
import { createCubeTenant, createTenantClock } from '../../../testkit/tenant/index.js';
import type { CubeTenant, CubeTenantOptions } from '../../../testkit/tenant/index.js';

export const apiKey = 'a-key-for-tests';

/** The tenant's answer, with its body parsed if it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { sessionId?: string; token?: string; message?: string };
}

/** Starts a tenant with a frozen clock before each test and stops it afterwards. */
export function withTenant(options: Partial<CubeTenantOptions> = {}): () => CubeTenant {
  let tenant: CubeTenant;
  beforeEach(async () => {
    tenant = createCubeTenant({ apiKey, clock: createTenantClock({ frozen: true }), ...options });
    await tenant.start();
  });
  afterEach(() => tenant.stop());
  return () => tenant;
}

export async function call(
  tenant: CubeTenant,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(tenant.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

export const withKey = { authorization: `Api-Key ${apiKey}` };

export function generate(
  tenant: CubeTenant,
  body: unknown,
  headers: Record<string, string> = withKey,
): Promise<Answer> {
  return call(tenant, 'POST', '/api/v1/embed/generate-session', body, headers);
}

export function exchange(tenant: CubeTenant, sessionId: unknown): Promise<Answer> {
  return call(tenant, 'POST', '/api/v1/embed/session/token', { sessionId });
}

export function revoke(
  tenant: CubeTenant,
  sessionId: unknown,
  headers: Record<string, string> = withKey,
): Promise<Answer> {
  return call(tenant, 'POST', '/api/v1/embed/session/revoke', { sessionId }, headers);
}

/** The token of a new session for this viewer. */
export async function tokenFor(
  tenant: CubeTenant,
  request: Parameters<CubeTenant['mint']>[0] = {},
): Promise<string> {
  return (await exchange(tenant, tenant.mint(request))).body.token!;
}

function parsed(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}
