import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSessionHandler, generateSession, revokeSession } from '../../../src/server/index.js';
import type { GenerateSessionRequest, SessionHandlerOptions } from '../../../src/server/index.js';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import type { CubeTenant, CubeTenantOptions } from '../../../testkit/tenant/index.js';
import { send, startHost } from './support/host.js';
import { failureOf, printed } from './support/printed.js';

const apiKey = 'the-api-key-of-acme';
const ada = { deploymentId: 7, externalId: 'ada' };

async function startTenant(options: Partial<CubeTenantOptions> = {}): Promise<CubeTenant> {
  const tenant = createCubeTenant({ apiKey, deployments: [7], ...options });
  await tenant.start();
  onTestFinished(() => tenant.stop());
  return tenant;
}

const exchange = (tenant: CubeTenant, sessionId: string): Promise<Response> =>
  fetch(`${tenant.url}/api/v1/embed/session/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sessionId }),
  });

describe('against a tenant', () => {
  it('mints a session that can be exchanged, once', async () => {
    const tenant = await startTenant();
    const { sessionId } = await generateSession(ada, { tenantUrl: tenant.url, apiKey });
    expect((await exchange(tenant, sessionId)).status).toBe(200);
    expect((await exchange(tenant, sessionId)).status).toBe(401);
  });

  it.each<[string, Partial<GenerateSessionRequest>]>([
    [
      'an external user',
      { groups: [], userAttributes: [{ name: 'city', value: ['Paris'] }], securityContext: { id: 1 } },
    ],
    [
      'a creator',
      {
        creatorMode: true,
        embedTenantName: 'acme-inc',
        embedTenantProfile: { displayName: 'Acme' },
        tenantGroups: ['editors'],
        tenantGroupDefinitions: [{ name: 'editors' }],
        userAttributeDefinitions: [{ name: 'city', type: 'string' }],
      },
    ],
    ['settings and looks', { settings: { allowAi: false, locale: 'fr-FR' }, embedTheme: { font: 'Inter' } }],
    ['an internal user', { externalId: null, internalId: 'grace@example.com' }],
  ])('sends what the tenant accepts: %s', async (_, request) => {
    const tenant = await startTenant();
    await generateSession({ ...ada, ...request }, { tenantUrl: tenant.url, apiKey });
    expect(tenant.log).toMatchObject([{ kind: 'minted', unknownFields: [] }]);
  });

  it.each<[string, number, Partial<GenerateSessionRequest>, string]>([
    ['another key', 401, {}, 'another-key'],
    ['a deployment out of reach', 403, { deploymentId: 8 }, apiKey],
    ['an unknown branch', 404, { branchName: 'nowhere' }, apiKey],
    ['a branch that is not served', 400, { branchName: 'draft' }, apiKey],
  ])('reports the status with which the tenant refused %s', async (_, status, request, key) => {
    const tenant = await startTenant({ branches: { main: true, draft: false } });
    const error = await failureOf(
      generateSession({ ...ada, ...request }, { tenantUrl: tenant.url, apiKey: key }),
    );
    expect(error).toMatchObject({ name: 'CubeApiError', code: 'rejected', status });
    expect(printed(error)).not.toContain(key);
  });

  it('revokes a session and its token, also repeatedly', async () => {
    const tenant = await startTenant();
    const connection = { tenantUrl: tenant.url, apiKey };
    const { sessionId } = await generateSession(ada, connection);
    await exchange(tenant, sessionId);
    await revokeSession(sessionId, connection);
    await revokeSession(sessionId, connection);
    await revokeSession('0'.repeat(32), connection);
    expect(tenant.sessions).toMatchObject([{ state: 'revoked' }]);
  });

  const startEndpoint = async (tenant: CubeTenant, options: Partial<SessionHandlerOptions> = {}) => {
    const onError = vi.fn();
    const handler = createSessionHandler({
      tenantUrl: tenant.url,
      apiKey,
      deploymentId: 7,
      identify: () => ({ externalId: 'ada' }),
      onError,
      ...options,
    });
    return { url: await startHost(handler), onError };
  };

  it('mints a separate session for each of a hundred concurrent pages', async () => {
    const tenant = await startTenant();
    const { url } = await startEndpoint(tenant, { maxPerMinute: 100 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => send(url, { body: '{"surface":"chat"}' })),
    );
    expect(new Set(answers.map(({ body }) => body)).size).toBe(100);
    expect(tenant.sessions).toHaveLength(100);
  });

  it('recovers when the tenant does', async () => {
    const tenant = await startTenant();
    const { url, onError } = await startEndpoint(tenant);
    tenant.faults.set('generate', { kind: 'refuse', status: 429, retryAfter: 3 }, { times: 1 });
    expect(await send(url)).toMatchObject({ status: 503, headers: { 'retry-after': '3' } });
    tenant.faults.set('generate', { kind: 'cut-off' }, { times: 1 });
    expect(await send(url)).toMatchObject({ status: 502 });
    tenant.faults.set('generate', { kind: 'malformed' }, { times: 1 });
    expect(await send(url)).toMatchObject({ status: 502 });
    expect(await send(url)).toMatchObject({ status: 200 });
    expect(onError).toHaveBeenCalledTimes(3);
  });
});
