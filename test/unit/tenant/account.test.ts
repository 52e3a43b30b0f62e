import { describe, expect, it } from 'vitest';
import { apiKey, call, generate, tokenFor, withTenant } from './support.js';
import type { GenerateSessionRequest } from '../../../testkit/tenant/index.js';

const viewer = { deploymentId: 1, externalId: 'ada' };

describe('an account without options', () => {
  const tenant = withTenant();
  const open = async (path: string, request: Partial<GenerateSessionRequest> = {}) => {
    const authorization = `Embed-Token ${await tokenFor(tenant(), request)}`;
    return call(tenant(), 'GET', `/api/v1/embed/${path}`, undefined, { authorization });
  };

  it('has the dashboards sales and orders, with a filter for every dimension of the data', async () => {
    expect(tenant().dashboards.map(({ id }) => id)).toEqual(['sales', 'orders']);
    for (const { controls } of tenant().dashboards)
      expect(Object.keys(controls!.filters)).toEqual([
        'orders.city',
        'orders.category',
        'orders.status',
        'orders.created_at',
      ]);
    expect((await open('dashboard/sales')).body).toEqual({ publicId: 'sales', title: 'Sales overview' });
  });

  it('answers 404 to a mistyped dashboard or chat', async () => {
    expect((await open('dashboard/salse')).status).toBe(404);
    expect((await open('data?dashboard=salse')).status).toBe(404);
    expect((await open('data?chat=nobodys')).status).toBe(404);
  });

  it('has deployment 1 only [doc]', async () => {
    expect((await generate(tenant(), viewer)).status).toBe(200);
    expect((await generate(tenant(), { ...viewer, deploymentId: 99 })).status).toBe(403);
    expect(() => tenant().mint({ deploymentId: 99 })).toThrow('Deployment 99 is outside');
  });
});

describe('an account with the option any', () => {
  const tenant = withTenant({ any: true, dashboards: { closed: false } });

  it('takes every dashboard, deployment and chat, except what is described otherwise', async () => {
    const authorization = `Embed-Token ${await tokenFor(tenant(), { deploymentId: 99 })}`;
    const status = async (query: string) =>
      (await call(tenant(), 'GET', `/api/v1/embed/data?${query}`, undefined, { authorization })).status;
    expect(await status('dashboard=whatever&deployment=99')).toBe(200);
    expect(await status('chat=whatever')).toBe(200);
    expect(await status('dashboard=closed')).toBe(403);
  });
});

describe('an API key', () => {
  const tenant = withTenant({ nonAdminApiKeys: ['an-analysts-key'] });

  it('that is missing or wrong gets 401, one that is not an admin’s 403 [doc]', async () => {
    const status = async (key: string) =>
      (await generate(tenant(), viewer, { authorization: `Api-Key ${key}` })).status;
    expect([
      await status(''),
      await status('wrong'),
      await status('an-analysts-key'),
      await status(apiKey),
    ]).toEqual([401, 401, 403, 200]);
  });
});

describe('an account without signed embedding', () => {
  const tenant = withTenant({ signedEmbedding: false });

  it('answers 403 to a session [doc]', async () => {
    expect((await generate(tenant(), viewer)).status).toBe(403);
  });
});

describe('an account without Creator Mode', () => {
  const tenant = withTenant({ creatorMode: false });

  it('refuses its sessions and its surface [doc]', async () => {
    const request = { ...viewer, creatorMode: true, embedTenantName: 'globex' };
    expect((await generate(tenant(), request)).status).toBe(403);
    const authorization = `Embed-Token ${await tokenFor(tenant())}`;
    const answer = await call(tenant(), 'GET', '/api/v1/embed/data?surface=app', undefined, {
      authorization,
    });
    expect(answer.status).toBe(403);
  });
});

describe('a dashboard', () => {
  const tenant = withTenant({
    dashboards: { closed: false, draft: { published: false }, shared: { tenants: ['globex'] }, open: true },
  });
  const status = async (id: string, request: Partial<GenerateSessionRequest> = {}) => {
    const authorization = `Embed-Token ${await tokenFor(tenant(), request)}`;
    const { status, body } = await call(tenant(), 'GET', `/api/v1/embed/data?dashboard=${id}`, undefined, {
      authorization,
    });
    return [status, body['code']];
  };

  it('must allow embedding; a code says so, and Creator Mode is exempt [doc] [api]', async () => {
    expect(await status('closed')).toEqual([403, 'EMBEDDING_NOT_ALLOWED']);
    expect(await status('closed', { creatorMode: true, embedTenantName: 'globex' })).toEqual([
      200,
      undefined,
    ]);
  });

  it('must be published and shared with the embed tenant, else it is invisible [doc]', async () => {
    expect(await status('draft')).toEqual([404, undefined]);
    expect(await status('draft', { creatorMode: true, embedTenantName: 'globex' })).toEqual([404, undefined]);
    expect(await status('shared')).toEqual([404, undefined]);
    expect(await status('shared', { embedTenantName: 'globex' })).toEqual([200, undefined]);
    expect(await status('shared', { externalId: null, internalId: 'ada@acme.example' })).toEqual([
      200,
      undefined,
    ]);
  });

  it('is listed only for viewers who may open it', async () => {
    const authorization = `Embed-Token ${await tokenFor(tenant())}`;
    const { body } = await call(tenant(), 'GET', '/api/v1/embed/data', undefined, { authorization });
    expect((body['dashboards'] as { id: string }[]).map(({ id }) => id)).toEqual(['open']);
  });
});
