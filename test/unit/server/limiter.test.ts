import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSessionHandler } from '../../../src/server/index.js';
import type { Limiter, SessionHandlerOptions, SessionMeasure } from '../../../src/server/index.js';
import { createRateLimit } from '../../../src/server/rate-limit/rate-limit.js';
import { printed } from './support/printed.js';
import { grant, hang, json, startUpstream } from './support/upstream.js';

const apiKey = 'the-api-key-of-acme';
const URL_OF_ENDPOINT = 'https://app.example/cube-session';
const post = (signal?: AbortSignal) =>
  new Request(URL_OF_ENDPOINT, { method: 'POST', ...(signal && { signal }) });

afterEach(() => vi.useRealTimers());

async function start(options: Partial<SessionHandlerOptions>, answer = grant) {
  const tenant = await startUpstream(answer);
  const onError = vi.fn<(error: Error, request: Request) => void>();
  const create = () =>
    createSessionHandler({
      tenantUrl: tenant.url,
      apiKey,
      deploymentId: 7,
      identify: () => ({ externalId: 'ada', embedTenantName: 'customer-12' }),
      onError,
      ...options,
    });
  return { handler: create(), create, onError, tenant };
}

/** A limiter as several processes would share it. */
function shared(): Limiter & { take: ReturnType<typeof vi.fn<Limiter['take']>> } {
  const count = createRateLimit(2);
  return {
    take: vi.fn((key: string) => {
      const retryAfter = count(key);
      return Promise.resolve({ ok: retryAfter === 0, retryAfter });
    }),
  };
}

describe('a limiter', () => {
  it('counts for all handlers that share it', async () => {
    const limiter = shared();
    const { create, tenant } = await start({ limiter, maxPerMinute: 2 });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await create()(post())).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(tenant.calls).toHaveLength(2);
    expect(limiter.take.mock.calls[0]).toEqual([
      JSON.stringify(['session', 7, 'ada', undefined, 'customer-12']),
      2,
      60_000,
    ]);
  });

  it.each([
    [17, '17'],
    [0.2, '1'],
    [0, '1'],
    [-4, '1'],
    [NaN, '1'],
    [1e9, '60'],
  ])('that asks to wait %d seconds becomes a Retry-After of %s', async (retryAfter, header) => {
    const { handler } = await start({ limiter: { take: () => Promise.resolve({ ok: false, retryAfter }) } });
    const answer = await handler(post());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, header]);
  });

  it('is not asked without a limit', async () => {
    const limiter = shared();
    const { handler } = await start({ limiter, maxPerMinute: Infinity });
    expect((await handler(post())).status).toBe(200);
    expect(limiter.take).not.toHaveBeenCalled();
  });
});

describe('a limiter that fails', () => {
  it.each<[string, Limiter['take']]>([
    ['rejects', () => Promise.reject(new Error(`ECONNREFUSED ${apiKey}`))],
    [
      'throws',
      () => {
        throw new Error('not connected');
      },
    ],
    ['resolves to nothing', () => Promise.resolve(undefined as never)],
    ['never answers', () => new Promise(() => undefined)],
  ])('is replaced by the handler’s own count, and reported once a minute: it %s', async (_, take) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { handler, onError } = await start({ limiter: { take }, maxPerMinute: 3, timeoutMs: 200 });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await handler(post())).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(onError.mock.calls).toMatchObject([[{ name: 'CubeLimiterError' }, { method: 'POST' }]]);
    expect(printed(onError.mock.calls[0]?.[0])).not.toContain(apiKey);
    vi.setSystemTime(Date.now() + 60_000);
    expect((await handler(post())).status).toBe(200);
    expect(onError).toHaveBeenCalledTimes(2);
  });

  it('is no failure when the client has gone', async () => {
    const controller = new AbortController();
    const { handler, onError } = await start({
      limiter: {
        take() {
          controller.abort();
          return new Promise(() => undefined);
        },
      },
    });
    expect((await handler(post(controller.signal))).status).toBe(499);
    expect(onError).not.toHaveBeenCalled();
  });
});

describe('onSession', () => {
  it.each([
    [200, grant, {}],
    [401, grant, { identify: () => null }],
    [503, json(429, {}), {}],
    [504, hang, { timeoutMs: 50 }],
  ])('receives the duration and the status %i', async (status, answer, options) => {
    const onSession = vi.fn<(measure: SessionMeasure) => void>();
    const { handler } = await start({ onSession, ...options }, answer);
    await handler(post());
    expect(onSession.mock.calls).toEqual([[{ duration: expect.any(Number), status }]]);
    expect(onSession.mock.calls[0]?.[0].duration).toBeGreaterThan(status === 504 ? 40 : 0);
  });

  it('does not count what is no POST', async () => {
    const onSession = vi.fn();
    const { handler } = await start({ onSession });
    await handler(new Request(URL_OF_ENDPOINT));
    expect(onSession).not.toHaveBeenCalled();
  });

  it.each([
    () => {
      throw new Error('no metrics');
    },
    () => Promise.reject(new Error('no metrics')),
  ])('does not affect the answer when it fails', async (onSession) => {
    const { handler, onError } = await start({ onSession });
    expect((await handler(post())).status).toBe(200);
    expect(onError).not.toHaveBeenCalled();
  });
});
