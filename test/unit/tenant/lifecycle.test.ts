import { describe, expect, it } from 'vitest';
import { createCubeTenant, createTenantClock } from '../../../testkit/tenant/index.js';
import type { CubeTenantOptions } from '../../../testkit/tenant/index.js';
import { apiKey, call, exchange, withTenant } from './support.js';

describe('a tenant', () => {
  it('listens on a free local port and returns its URL', async () => {
    const tenant = createCubeTenant({ apiKey });
    const url = await tenant.start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(tenant.url).toBe(url);
    expect(await tenant.start()).toBe(url);
    await tenant.stop();
  });

  it('has no URL before it starts or after it stopped', async () => {
    const tenant = createCubeTenant({ apiKey });
    expect(() => tenant.url).toThrow(/start/);
    await tenant.start();
    await tenant.stop();
    expect(() => tenant.url).toThrow(/start/);
  });

  it('may be stopped twice, and before it started', async () => {
    const tenant = createCubeTenant({ apiKey });
    await tenant.stop();
    const url = await tenant.start();
    await Promise.all([tenant.stop(), tenant.stop()]);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('keeps its sessions across a restart', async () => {
    const tenant = createCubeTenant({ apiKey });
    await tenant.start();
    const sessionId = tenant.mint();
    await tenant.stop();
    await tenant.start();
    expect((await exchange(tenant, sessionId)).status).toBe(200);
    await tenant.stop();
  });

  it('rejects when the port is taken, and starts once it is free', async () => {
    const first = createCubeTenant({ apiKey });
    const port = Number(new URL(await first.start()).port);
    const second = createCubeTenant({ apiKey, port });
    await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.stop();
    expect(await second.start()).toContain(String(port));
    await second.stop();
  });

  it.each<[string, Partial<CubeTenantOptions>]>([
    ['an empty key', { apiKey: '' }],
    ['an unknown generation', { protocol: 'newest' as 'none' }],
    ['an unknown fault', { faults: { page: { kind: 'explode' } as never } }],
  ])('cannot be created with %s', (_, options) => {
    expect(() => createCubeTenant({ apiKey, ...options })).toThrow(TypeError);
  });

  it('rejects an unknown generation later too', () => {
    const tenant = createCubeTenant({ apiKey });
    expect(() => (tenant.protocol = 'newest' as 'none')).toThrow(TypeError);
    expect(tenant.protocol).toBe('renewal');
  });
});

describe('the log and the sessions', () => {
  const tenant = withTenant();

  it('record what happens to a session from start to end', async () => {
    const sessionId = tenant().mint();
    expect(tenant().sessions).toMatchObject([{ sessionId, state: 'fresh', exchangedAt: null }]);
    tenant().clock.advance(1000);
    await exchange(tenant(), sessionId);
    expect(tenant().sessions).toMatchObject([{ state: 'spent', exchangedAt: tenant().clock.now() }]);
    tenant().revoke(sessionId);
    expect(tenant().sessions).toMatchObject([{ state: 'revoked' }]);
    const at = tenant().clock.now();
    expect(tenant().log).toMatchObject([
      { kind: 'minted', sessionId, at: at - 1000 },
      { kind: 'exchanged', sessionId, at },
      { kind: 'revoked', sessionId, at },
    ]);
  });

  it('are cleared by a reset, like faults, but unlike the clock and the generation', async () => {
    const sessionId = tenant().mint();
    tenant().protocol = 'none';
    tenant().clock.advance(5000);
    const now = tenant().clock.now();
    tenant().faults.set('token', { kind: 'refuse', status: 500 });
    tenant().reset();
    expect([tenant().log.length, tenant().sessions.length, tenant().protocol, tenant().clock.now()]).toEqual([
      0,
      0,
      'none',
      now,
    ]);
    expect((await exchange(tenant(), sessionId)).status).toBe(401);
  });

  it('do not change when the caller’s objects change', () => {
    const request = { userAttributes: [{ name: 'city', value: 'Austin' }] };
    tenant().mint(request);
    request.userAttributes[0]!.value = 'Boston';
    expect(tenant().sessions[0]!.request.userAttributes).toEqual([{ name: 'city', value: 'Austin' }]);
  });
});

describe('the clock', () => {
  it('runs at normal speed from where it was set', () => {
    const clock = createTenantClock({ start: 1000 });
    clock.advance(500);
    expect(clock.now()).toBeGreaterThanOrEqual(1500);
    expect(clock.now()).toBeLessThan(61_500);
  });

  it('does not run when it is frozen', () => {
    const clock = createTenantClock({ start: 1000, frozen: true });
    clock.advance(500);
    expect(clock.now()).toBe(1500);
    clock.set(0);
    expect(clock.now()).toBe(0);
    clock.advance(-5);
    expect(clock.now()).toBe(-5);
  });

  it('notifies its listeners of every move until they unsubscribe', () => {
    const clock = createTenantClock({ start: 0, frozen: true });
    const heard: number[] = [];
    const leave = clock.onMove(() => heard.push(clock.now()));
    clock.advance(1);
    clock.set(7);
    leave();
    clock.advance(1);
    expect(heard).toEqual([1, 7]);
  });

  it.each([NaN, Infinity, undefined])('throws for %s', (wrong) => {
    const clock = createTenantClock();
    expect(() => clock.advance(wrong as number)).toThrow(RangeError);
    expect(() => clock.set(wrong as number)).toThrow(RangeError);
  });

  it('can be shared by two tenants', async () => {
    const clock = createTenantClock({ frozen: true });
    const tenants = [createCubeTenant({ apiKey, clock }), createCubeTenant({ apiKey, clock })];
    await Promise.all(tenants.map((tenant) => tenant.start()));
    const ids = tenants.map((tenant) => tenant.mint());
    clock.advance(300_000);
    const answers = await Promise.all(tenants.map((tenant, at) => exchange(tenant, ids[at])));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    await Promise.all(tenants.map((tenant) => tenant.stop()));
  });
});

describe('an unknown path', () => {
  const tenant = withTenant();

  it('answers 404 with a message', async () => {
    expect(await call(tenant(), 'GET', '/nothing')).toMatchObject({
      status: 404,
      body: { message: expect.any(String) },
    });
  });

  it('answers 405 for the wrong method', async () => {
    expect((await call(tenant(), 'GET', '/api/v1/embed/generate-session')).status).toBe(405);
  });
});
