import { describe, expect, it, vi } from 'vitest';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import type { Fault, FaultPlace } from '../../../testkit/tenant/index.js';
import { apiKey, call, exchange, generate, tokenFor, withTenant } from './support.js';

const viewer = { deploymentId: 1, externalId: 'ada' };

describe('a fault', () => {
  const tenant = withTenant();

  it('refuses with the status, the message and the Retry-After it was given', async () => {
    tenant().faults.set('generate', { kind: 'refuse', status: 429, retryAfter: 7, message: 'Slow down.' });
    const { status, headers, body } = await generate(tenant(), viewer);
    expect([status, headers.get('retry-after'), body.message]).toEqual([429, '7', 'Slow down.']);
    expect(tenant().log).toMatchObject([{ kind: 'refused', where: 'generate', status: 429, fault: true }]);
  });

  it('strikes as often as it was told, and then no more', async () => {
    tenant().faults.set('generate', { kind: 'refuse', status: 503 }, { times: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await generate(tenant(), viewer)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('strikes in its own place alone', async () => {
    tenant().faults.set('generate', { kind: 'refuse', status: 500 });
    expect((await exchange(tenant(), tenant().mint())).status).toBe(200);
  });

  it('cuts the connection off', async () => {
    tenant().faults.set('token', { kind: 'cut-off' }, { times: 1 });
    const sessionId = tenant().mint();
    await expect(exchange(tenant(), sessionId)).rejects.toThrow();
    expect((await exchange(tenant(), sessionId)).status).toBe(200);
  });

  it('answers garbage with 200', async () => {
    tenant().faults.set('generate', { kind: 'malformed' });
    expect(await generate(tenant(), viewer)).toMatchObject({ status: 200, body: {} });
    tenant().faults.set('generate', { kind: 'malformed', body: '{"sessionId":7}' });
    expect((await generate(tenant(), viewer)).body).toEqual({ sessionId: 7 });
  });

  it('hangs until it is cleared, and then lets the request go on', async () => {
    tenant().faults.set('generate', { kind: 'hang' });
    let answered = false;
    const waiting = generate(tenant(), viewer).finally(() => (answered = true));
    tenant().faults.set('token', { kind: 'hang' });
    tenant().faults.clear('token');
    await exchange(tenant(), tenant().mint());
    expect(answered).toBe(false);
    tenant().faults.clear('generate');
    expect((await waiting).status).toBe(200);
  });

  it('mints nothing for a client that stopped waiting', async () => {
    tenant().faults.set('generate', { kind: 'hang' });
    const client = new AbortController();
    const waiting = fetch(`${tenant().url}/api/v1/embed/generate-session`, {
      method: 'POST',
      headers: { authorization: `Api-Key ${apiKey}` },
      body: JSON.stringify(viewer),
      signal: client.signal,
    });
    await vi.waitFor(() =>
      expect(tenant().log).toEqual([expect.objectContaining({ kind: 'fault', fault: 'hang' })]),
    );
    client.abort();
    await expect(waiting).rejects.toThrow();
    await vi.waitFor(() =>
      expect(tenant().log).toContainEqual(expect.objectContaining({ kind: 'abandoned' })),
    );
    tenant().faults.clear();
    expect((await generate(tenant(), viewer)).status).toBe(200);
    expect(tenant().sessions).toHaveLength(1);
  });

  it('delays the answer by real time', async () => {
    tenant().faults.set('generate', { kind: 'delay', ms: 40 });
    const startedAt = performance.now();
    expect((await generate(tenant(), viewer)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39);
  });

  it('can stand in the way of pages and of their data', async () => {
    const token = await tokenFor(tenant());
    tenant().faults.set('page', { kind: 'refuse', status: 502 });
    tenant().faults.set('data', { kind: 'refuse', status: 500 });
    expect((await call(tenant(), 'GET', '/embed/dashboard/a?session=b')).status).toBe(502);
    expect(
      (
        await call(tenant(), 'GET', '/api/v1/embed/data', undefined, {
          authorization: `Embed-Token ${token}`,
        })
      ).status,
    ).toBe(500);
    tenant().faults.clear();
    expect((await call(tenant(), 'GET', '/embed/dashboard/a?session=b')).status).toBe(200);
  });

  it.each<[string, string, unknown, object]>([
    ['an unknown place', 'login', { kind: 'hang' }, {}],
    ['an unknown kind', 'page', { kind: 'explode' }, {}],
    ['no fault at all', 'page', undefined, {}],
    ['a refusal with a good status', 'page', { kind: 'refuse', status: 200 }, {}],
    ['no times', 'page', { kind: 'hang' }, { times: 0 }],
  ])('is not taken for %s', (_, where, fault, options) => {
    expect(() => tenant().faults.set(where as FaultPlace, fault as Fault, options)).toThrow(TypeError);
  });

  it('can be on from the start', async () => {
    const broken = createCubeTenant({ apiKey, faults: { generate: { kind: 'refuse', status: 503 } } });
    await broken.start();
    expect((await generate(broken, viewer)).status).toBe(503);
    await broken.stop();
  });

  it('does not keep the tenant from stopping', async () => {
    tenant().faults.set('generate', { kind: 'hang' });
    const waiting = generate(tenant(), viewer);
    const failed = expect(waiting).rejects.toThrow();
    await vi.waitFor(() => expect(tenant().log).toHaveLength(1));
    await tenant().stop();
    await failed;
  });
});
