import { describe, expect, it } from 'vitest';
import { call, exchange, generate, withTenant } from './support.js';

const viewer = { deploymentId: 1, externalId: 'ada' };

describe('the control API', () => {
  const tenant = withTenant({ control: true });
  const post = (name: string, body: object = {}) => call(tenant(), 'POST', `/__tenant/${name}`, body);

  it('returns the state', async () => {
    const sessionId = tenant().mint();
    const { status, body } = await call(tenant(), 'GET', '/__tenant/state');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      now: tenant().clock.now(),
      protocol: 'renewal',
      faults: {},
      pages: [],
      sessions: [{ sessionId, state: 'fresh' }],
      log: [{ kind: 'minted' }],
    });
  });

  it('returns the whole log', async () => {
    for (let session = 0; session < 60; session += 1) tenant().mint();
    expect((await call(tenant(), 'GET', '/__tenant/log')).body).toHaveLength(60);
    expect((await call(tenant(), 'GET', '/__tenant/state')).body['log']).toHaveLength(50);
  });

  it('moves the clock', async () => {
    const before = tenant().clock.now();
    expect((await post('clock', { advanceMs: 300_000 })).body).toEqual({ now: before + 300_000 });
    expect(tenant().clock.now()).toBe(before + 300_000);
  });

  it('changes the generation', async () => {
    expect((await post('protocol', { protocol: 'none' })).status).toBe(204);
    expect(tenant().protocol).toBe('none');
  });

  it('switches faults on and off', async () => {
    await post('faults', { where: 'generate', fault: { kind: 'refuse', status: 503 }, times: 2 });
    expect((await generate(tenant(), viewer)).status).toBe(503);
    expect((await call(tenant(), 'GET', '/__tenant/state')).body['faults']).toEqual({
      generate: { kind: 'refuse', status: 503 },
    });
    expect((await call(tenant(), 'DELETE', '/__tenant/faults?where=generate')).status).toBe(204);
    expect((await generate(tenant(), viewer)).status).toBe(200);
  });

  it('mints and revokes a session', async () => {
    const { body } = await post('mint', { externalId: 'grace' });
    expect(tenant().sessions).toMatchObject([{ request: { externalId: 'grace' } }]);
    await post('revoke', { sessionId: body.sessionId });
    expect((await exchange(tenant(), body.sessionId)).status).toBe(401);
  });

  it('returns how many pages received an event', async () => {
    expect((await post('emit', { type: 'view' })).body).toEqual({ pages: 0 });
  });

  it('resets the tenant', async () => {
    tenant().mint();
    await post('reset');
    expect(tenant().log).toHaveLength(0);
  });

  it.each([
    ['clock', {}],
    ['clock', { advanceMs: 'later' }],
    ['protocol', { protocol: 'newest' }],
    ['faults', { where: 'login', fault: { kind: 'hang' } }],
    ['faults', { where: 'page' }],
    ['mint', { externalId: 'Ada' }],
  ])('answers 400 with a message to %s %j', async (name, body) => {
    const answer = await post(name, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toEqual(expect.any(String));
  });
});

describe('a tenant without the control API', () => {
  const tenant = withTenant();

  it('answers 404 at its paths', async () => {
    expect((await call(tenant(), 'GET', '/__tenant/state')).status).toBe(404);
    expect((await call(tenant(), 'POST', '/__tenant/mint', {})).status).toBe(404);
  });
});
