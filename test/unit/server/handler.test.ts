import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionHandler } from '../../../src/server/index.js';
import type { SessionHandlerOptions, Viewer } from '../../../src/server/index.js';
import { send, startHost, startRequest } from './support/host.js';
import { SESSION_ID, grant, hang, startUpstream } from './support/upstream.js';
import type { Answer, Upstream } from './support/upstream.js';

const apiKey = 'the-api-key-of-acme';
const ada: Viewer = { externalId: 'ada', userAttributes: [{ name: 'city', value: 'Paris' }] };

async function start(
  options: Partial<SessionHandlerOptions> = {},
  answer: Answer = grant,
): Promise<{ url: string; tenant: Upstream; onError: ReturnType<typeof vi.fn> }> {
  const tenant = await startUpstream(answer);
  const onError = vi.fn();
  const handler = createSessionHandler({
    tenantUrl: tenant.url,
    apiKey,
    deploymentId: 7,
    identify: () => ada,
    onError,
    ...options,
  });
  return { url: await startHost(handler), tenant, onError };
}

/** A promise, and the function that resolves it. */
function signalOnce() {
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  return { told, tell: () => tell() };
}

const bodies = (tenant: Upstream): unknown[] => tenant.calls.map(({ body }) => JSON.parse(body) as unknown);

describe('the session endpoint', () => {
  it('mints a session for the viewer whom identify names', async () => {
    const { url, tenant, onError } = await start();
    const answer = await send(url, {
      headers: { 'content-type': 'application/json' },
      body: '{"surface":"dashboard","dashboardId":"abc","reason":"initial"}',
    });
    expect(answer).toMatchObject({ status: 200, body: JSON.stringify({ sessionId: SESSION_ID }) });
    expect(bodies(tenant)).toEqual([{ ...ada, deploymentId: 7 }]);
    expect(onError).not.toHaveBeenCalled();
  });

  it.each([
    ['a session', {}, 'POST', 200],
    ['a refusal', { identify: () => null }, 'POST', 401],
    ['a wrong method', {}, 'GET', 405],
    ['a failure', { identify: () => Promise.reject(new Error()) }, 'POST', 500],
  ])('sends no-store and nosniff with %s', async (_, options, method, status) => {
    const { url } = await start(options);
    const answer = await send(url, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
    });
    expect(Object.keys(JSON.parse(answer.body) as object)).toEqual([status === 200 ? 'sessionId' : 'error']);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('answers %s with 405', async (method) => {
    const { url, tenant } = await start();
    const answer = await send(url, { method });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(tenant.calls).toHaveLength(0);
  });

  it('answers HEAD with 405 and no body', async () => {
    const { url } = await start();
    expect(await send(url, { method: 'HEAD' })).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
      body: '',
    });
  });
});

describe('the viewer', () => {
  it.each([
    ['another viewer', { externalId: 'eve' }],
    ['another deployment', { deploymentId: 99, deployment_id: 99 }],
    [
      'more rights',
      { groups: ['admins'], securityContext: {}, creatorMode: true, settings: { allowAi: true } },
    ],
    ['prototype pollution', { __proto__: { externalId: 'eve' }, constructor: { externalId: 'eve' } }],
  ])('is never taken from a body that asks for %s', async (_, claim) => {
    const { url, tenant } = await start();
    const body = JSON.stringify({ surface: 'app', ...claim });
    expect(await send(url, { body })).toMatchObject({ status: 200 });
    expect(bodies(tenant)).toEqual([{ ...ada, deploymentId: 7 }]);
  });

  it('cannot be read from the body by identify', async () => {
    const { url, tenant } = await start({
      identify: async (request) => ({ externalId: ((await request.json()) as { user: string }).user }),
    });
    expect(await send(url, { body: '{"user":"eve"}' })).toMatchObject({ status: 500 });
    expect(tenant.calls).toHaveLength(0);
  });

  it('is whoever identify reads from the cookie', async () => {
    const { url, tenant } = await start({
      identify: (request) => ({ externalId: request.headers.get('cookie')?.split('=')[1] ?? null }),
    });
    await send(url, { headers: { cookie: 'user=grace' } });
    expect(bodies(tenant)).toEqual([{ externalId: 'grace', deploymentId: 7 }]);
  });

  it('may come from further arguments of the handler', async () => {
    const tenant = await startUpstream(grant);
    const handler = createSessionHandler({
      tenantUrl: tenant.url,
      apiKey,
      deploymentId: 7,
      identify: (_request, session: { user: string }) => ({ externalId: session.user }),
    });
    await handler(new Request('https://app.example/cube-session', { method: 'POST' }), { user: 'grace' });
    expect(bodies(tenant)).toEqual([{ externalId: 'grace', deploymentId: 7 }]);
  });

  it('cannot change the deployment, even if identify returns another', async () => {
    const { url, tenant } = await start({ identify: () => ({ ...ada, deploymentId: 99 }) as Viewer });
    await send(url);
    expect(bodies(tenant)).toMatchObject([{ deploymentId: 7 }]);
  });

  it.each([[null], [undefined], [false as const], [0 as const], ['' as const], [NaN as 0]])(
    'is signed out when identify returns %o: 401',
    async (viewer) => {
      const { url, tenant, onError } = await start({ identify: () => viewer });
      expect(await send(url)).toMatchObject({ status: 401 });
      expect(tenant.calls).toHaveLength(0);
      expect(onError).not.toHaveBeenCalled();
    },
  );
});

describe('the body', () => {
  it.each([
    ['empty', ''],
    ['white space', ' \n'],
    ['an object', '{}'],
    ['4096 bytes', JSON.stringify({ a: 'x'.repeat(4096 - 8) })],
  ])('may be %s', async (_, body) => {
    const { url } = await start();
    expect(await send(url, { body })).toMatchObject({ status: 200 });
  });

  it.each([
    ['text that is not JSON', 'surface=dashboard'],
    ['incomplete JSON', '{"surface":'],
    ['an array', '[]'],
    ['a string', '"dashboard"'],
    ['null', 'null'],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0x00])],
  ])('is rejected if it is %s', async (_, body) => {
    const identify = vi.fn();
    const { url, tenant } = await start({ identify });
    expect(await send(url, { body })).toMatchObject({ status: 400 });
    expect(identify).not.toHaveBeenCalled();
    expect(tenant.calls).toHaveLength(0);
  });

  it('is rejected when it is longer than 4 KiB', async () => {
    const { url, tenant } = await start();
    expect(await send(url, { body: JSON.stringify({ a: 'x'.repeat(4096 - 7) }) })).toMatchObject({
      status: 413,
    });
    expect(tenant.calls).toHaveLength(0);
  });

  it('is measured while it arrives: an endless one is canceled', async () => {
    let sent = 0;
    const cancel = vi.fn();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024;
        controller.enqueue(new Uint8Array(1024).fill(32));
      },
      cancel,
    });
    const tenant = await startUpstream(grant);
    const handler = createSessionHandler({
      tenantUrl: tenant.url,
      apiKey,
      deploymentId: 7,
      identify: () => ada,
    });
    const request = new Request('https://app.example/', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(await handler(request)).toMatchObject({ status: 413 });
    expect(sent).toBeLessThanOrEqual(8 * 1024);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('may have been read by the framework already', async () => {
    const tenant = await startUpstream(grant);
    const handler = createSessionHandler({
      tenantUrl: tenant.url,
      apiKey,
      deploymentId: 7,
      identify: () => ada,
    });
    const request = new Request('https://app.example/', { method: 'POST', body: '{}' });
    await request.text();
    expect(await handler(request)).toMatchObject({ status: 200 });
  });

  it('ends the request when the connection breaks, without a call to Cube', async () => {
    const identify = vi.fn();
    const { url, tenant } = await start({ identify });
    const { outgoing, answer } = startRequest(url, { 'content-length': '100' });
    outgoing.write('{');
    outgoing.destroy();
    await expect(answer).rejects.toThrow();
    expect(identify).not.toHaveBeenCalled();
    expect(tenant.calls).toHaveLength(0);
  });
});

describe('the timeout', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends a call to Cube: 504', async () => {
    const { url, tenant, onError } = await start({}, hang);
    const called = tenant.nextCall();
    const answer = send(url);
    const { closed } = await called;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toMatchObject({ status: 504 });
    await closed;
    expect(onError.mock.calls).toMatchObject([
      [{ name: 'CubeApiError', code: 'timeout' }, { method: 'POST' }],
    ]);
  });

  it('applies to identify: 504', async () => {
    const asked = signalOnce();
    const { url, onError } = await start({
      timeoutMs: 3000,
      identify: () => {
        asked.tell();
        return new Promise(() => undefined);
      },
    });
    const answer = send(url);
    await asked.told;
    await vi.advanceTimersByTimeAsync(3000);
    expect(await answer).toMatchObject({ status: 504 });
    expect(onError.mock.calls).toMatchObject([[{ name: 'TimeoutError' }, {}]]);
  });

  it('applies to a slow body: 408', async () => {
    const began = signalOnce();
    const cancel = vi.fn();
    const body = new ReadableStream<Uint8Array>({
      pull: () => {
        began.tell();
        return new Promise(() => undefined);
      },
      cancel,
    });
    const tenant = await startUpstream(grant);
    const handler = createSessionHandler({
      tenantUrl: tenant.url,
      apiKey,
      deploymentId: 7,
      identify: () => ada,
    });
    const answer = handler(
      new Request('https://app.example/', { method: 'POST', body, duplex: 'half' } as RequestInit),
    );
    await began.told;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toMatchObject({ status: 408 });
    expect(cancel).toHaveBeenCalledOnce();
    expect(tenant.calls).toHaveLength(0);
  });
});

describe('a client that disconnects', () => {
  it('ends the call to Cube and is not reported as an error', async () => {
    const { url, tenant, onError } = await start({}, hang);
    const called = tenant.nextCall();
    const { outgoing, answer } = startRequest(url);
    outgoing.end('{}');
    const { closed } = await called;
    outgoing.destroy();
    await expect(answer).rejects.toThrow();
    await closed;
    expect(onError).not.toHaveBeenCalled();
  });
});

/** A handler that never calls its tenant, with mocks of the host's callbacks. */
function watchedHandler() {
  const identify = vi.fn();
  const onError = vi.fn();
  const tenantUrl = 'https://cube.example';
  const handler = createSessionHandler({ tenantUrl, apiKey, deploymentId: 7, identify, onError });
  return { handler, identify, onError };
}

describe('a body that never ends', () => {
  /** Starts a request whose body has begun; the test controls the rest of it. */
  async function begin(signal?: AbortSignal) {
    const { handler, identify, onError } = watchedHandler();
    const began = signalOnce();
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (given) => void (controller = given),
      pull: () => {
        began.tell();
      },
    });
    const init = { method: 'POST', body, duplex: 'half', signal } as RequestInit;
    const answer = handler(new Request('https://app.example/', init));
    await began.told;
    return { answer, controller, identify, onError };
  }

  it('is answered with 400 when the connection breaks', async () => {
    const { answer, controller, identify, onError } = await begin();
    controller.error(new Error('cut off'));
    expect(await answer).toMatchObject({ status: 400 });
    expect(identify).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });

  it('is not reported as an error when the client disconnects', async () => {
    const client = new AbortController();
    const { answer, identify, onError } = await begin(client.signal);
    client.abort();
    expect(await answer).toMatchObject({ status: 499 });
    expect(identify).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });
});

describe('a request that was aborted before it arrived', () => {
  it('calls neither identify nor onError', async () => {
    const { handler, identify, onError } = watchedHandler();
    const request = new Request('https://app.example/', { method: 'POST', signal: AbortSignal.abort() });
    expect(await handler(request)).toMatchObject({ status: 499 });
    expect(identify).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });
});

describe('createSessionHandler throws for an invalid option:', () => {
  const right: SessionHandlerOptions = {
    tenantUrl: 'https://acme.cubecloud.dev',
    apiKey,
    deploymentId: 7,
    identify: () => ada,
  };

  it.each<[string, object, string]>([
    ['apiKey', { apiKey: undefined }, 'apiKey is missing'],
    ['apiKey', { apiKey: '' }, 'apiKey is missing'],
    ['apiKey', { apiKey: 'with space' }, 'apiKey contains white space'],
    ['tenantUrl', { tenantUrl: 'http://acme.cubecloud.dev' }, 'tenantUrl must start with https:'],
    ['tenantUrl', { tenantUrl: undefined }, 'tenantUrl must be the URL'],
    ['deploymentId', { deploymentId: undefined }, 'deploymentId must be a positive integer'],
    ['deploymentId', { deploymentId: '7' }, 'deploymentId must be a positive integer'],
    ['deploymentId', { deploymentId: NaN }, 'deploymentId must be a positive integer'],
    ['timeoutMs', { timeoutMs: -1 }, 'timeoutMs must be'],
    ['maxPerMinute', { maxPerMinute: 0 }, 'maxPerMinute must be an integer from 1'],
    ['maxPerMinute', { maxPerMinute: NaN }, 'maxPerMinute must be an integer from 1'],
    ['maxPerMinute', { maxPerMinute: 1.5 }, 'maxPerMinute must be an integer from 1'],
    ['maxPerMinute', { maxPerMinute: '60' }, 'maxPerMinute must be an integer from 1'],
    ['maxPerMinute', { maxPerMinute: null }, 'maxPerMinute must be an integer from 1'],
    ['onError', { onError: console }, 'onError must be a function'],
    ['onSession', { onSession: console }, 'onSession must be a function'],
    ['limiter', { limiter: () => true }, 'limiter must be an object with a function'],
    ['limiter', { limiter: null }, 'limiter must be an object with a function'],
    ['apiKey', { apiKey: '"the-api-key"' }, 'apiKey is in quotes'],
    ['apiKey', { apiKey: "'the-api-key'" }, 'apiKey is in quotes'],
    ['allowedHeaders', { allowedHeaders: 'X-CSRF-Token' }, 'allowedHeaders must be an array'],
    ['allowedHeaders[0]', { allowedHeaders: ['*'] }, 'must be the name of a header'],
    ['allowedHeaders[1]', { allowedHeaders: ['X-A', 'X B'] }, 'must be the name of a header'],
    ['identify', { identify: undefined }, 'identify must be a function'],
    ['allowedOrigins', { allowedOrigins: 'https://a.example' }, 'allowedOrigins must be an array'],
    ['allowedOrigins[0]', { allowedOrigins: ['*'] }, 'must be an origin'],
    [
      'allowedOrigins[1]',
      { allowedOrigins: ['https://a.example', 'https://b.example/'] },
      'must be an origin',
    ],
    ['allowedOrigins[0]', { allowedOrigins: ['null'] }, 'must be an origin'],
  ])('%s in %o', (field, options, message) => {
    const make = (): unknown => createSessionHandler({ ...right, ...options });
    expect(make).toThrow(expect.objectContaining({ name: 'CubeRequestError', field }));
    expect(make).toThrow(message);
  });
});
