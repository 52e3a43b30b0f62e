import { describe, expect, it, vi } from 'vitest';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import type { Fault, FaultPlace } from '../../../testkit/tenant/index.js';
import { apiKey, call, exchange, generate, tokenFor, withTenant } from './support.js';

const viewer = { deploymentId: 1, externalId: 'ada' };

describe('a fault', () => {
  const tenant = withTenant();

  it('refuses with the configured status, message and Retry-After', async () => {
    tenant().faults.set('generate', { kind: 'refuse', status: 429, retryAfter: 7, message: 'Slow down.' });
    const { status, headers, body } = await generate(tenant(), viewer);
    expect([status, headers.get('retry-after'), body.message]).toEqual([429, '7', 'Slow down.']);
    expect(tenant().log).toMatchObject([{ kind: 'refused', where: 'generate', status: 429, fault: true }]);
  });

  it('applies as many times as configured', async () => {
    tenant().faults.set('generate', { kind: 'refuse', status: 503 }, { times: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await generate(tenant(), viewer)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('applies only to its own place', async () => {
    tenant().faults.set('generate', { kind: 'refuse', status: 500 });
    expect((await exchange(tenant(), tenant().mint())).status).toBe(200);
  });

  it('closes the connection', async () => {
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

  it('hangs until it is cleared, and then lets the request continue', async () => {
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

  it('mints nothing for a client that disconnected', async () => {
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

  it('delays the answer in real time', async () => {
    tenant().faults.set('generate', { kind: 'delay', ms: 40 });
    const startedAt = performance.now();
    expect((await generate(tenant(), viewer)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39);
  });

  it('applies to pages and to their data', async () => {
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
    ['undefined', 'page', undefined, {}],
    ['a refusal with a success status', 'page', { kind: 'refuse', status: 200 }, {}],
    ['zero times', 'page', { kind: 'hang' }, { times: 0 }],
  ])('throws for %s', (_, where, fault, options) => {
    expect(() => tenant().faults.set(where as FaultPlace, fault as Fault, options)).toThrow(TypeError);
  });

  it('can be active from the start', async () => {
    const broken = createCubeTenant({ apiKey, faults: { generate: { kind: 'refuse', status: 503 } } });
    await broken.start();
    expect((await generate(broken, viewer)).status).toBe(503);
    await broken.stop();
  });

  it('does not prevent the tenant from stopping', async () => {
    tenant().faults.set('generate', { kind: 'hang' });
    const waiting = generate(tenant(), viewer);
    const failed = expect(waiting).rejects.toThrow();
    await vi.waitFor(() => expect(tenant().log).toHaveLength(1));
    await tenant().stop();
    await failed;
  });
});
