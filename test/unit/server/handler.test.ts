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

/** Something that is waited for in one place and told in another. */
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
  ])('lets nobody keep or sniff %s', async (_, options, method, status) => {
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

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('answers no %s', async (method) => {
    const { url, tenant } = await start();
    const answer = await send(url, { method });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(tenant.calls).toHaveLength(0);
  });

  it('answers no HEAD', async () => {
    const { url } = await start();
    expect(await send(url, { method: 'HEAD' })).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
      body: '',
    });
  });
});

describe('who the viewer is', () => {
  it.each([
    ['another viewer', { externalId: 'eve' }],
    ['another deployment', { deploymentId: 99, deployment_id: 99 }],
    [
      'more rights',
      { groups: ['admins'], securityContext: {}, creatorMode: true, settings: { allowAi: true } },
    ],
    ['all of the prototype', { __proto__: { externalId: 'eve' }, constructor: { externalId: 'eve' } }],
  ])('is never taken from the body, which asks for %s', async (_, claim) => {
    const { url, tenant } = await start();
    const body = JSON.stringify({ surface: 'app', ...claim });
    expect(await send(url, { body })).toMatchObject({ status: 200 });
    expect(bodies(tenant)).toEqual([{ ...ada, deploymentId: 7 }]);
  });

  it('cannot be taken from the body by identify either', async () => {
    const { url, tenant } = await start({
      identify: async (request) => ({ externalId: ((await request.json()) as { user: string }).user }),
    });
    expect(await send(url, { body: '{"user":"eve"}' })).toMatchObject({ status: 500 });
    expect(tenant.calls).toHaveLength(0);
  });

  it('is read from the cookie by an identify that looks there', async () => {
    const { url, tenant } = await start({
      identify: (request) => ({ externalId: request.headers.get('cookie')?.split('=')[1] ?? null }),
    });
    await send(url, { headers: { cookie: 'user=grace' } });
    expect(bodies(tenant)).toEqual([{ externalId: 'grace', deploymentId: 7 }]);
  });

  it('may come from what the handler was called with besides', async () => {
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

  it('does not move the deployment, even where identify names another', async () => {
    const { url, tenant } = await start({ identify: () => ({ ...ada, deploymentId: 99 }) as Viewer });
    await send(url);
    expect(bodies(tenant)).toMatchObject([{ deploymentId: 7 }]);
  });

  it.each([[null], [undefined], [false as const], [0 as const], ['' as const], [NaN as 0]])(
    'is nobody when identify answers %o: 401',
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
    ['nothing', ''],
    ['white space', ' \n'],
    ['an object', '{}'],
    ['4096 bytes', JSON.stringify({ a: 'x'.repeat(4096 - 8) })],
  ])('may be %s', async (_, body) => {
    const { url } = await start();
    expect(await send(url, { body })).toMatchObject({ status: 200 });
  });

  it.each([
    ['no JSON', 'surface=dashboard'],
    ['half an object', '{"surface":'],
    ['a list', '[]'],
    ['a text', '"dashboard"'],
    ['null', 'null'],
    ['bytes', Buffer.from([0xff, 0x00])],
  ])('is refused as %s', async (_, body) => {
    const identify = vi.fn();
    const { url, tenant } = await start({ identify });
    expect(await send(url, { body })).toMatchObject({ status: 400 });
    expect(identify).not.toHaveBeenCalled();
    expect(tenant.calls).toHaveLength(0);
  });

  it('is refused when it is longer than 4 KiB', async () => {
    const { url, tenant } = await start();
    expect(await send(url, { body: JSON.stringify({ a: 'x'.repeat(4096 - 7) }) })).toMatchObject({
      status: 413,
    });
    expect(tenant.calls).toHaveLength(0);
  });

  it('is counted as it comes: nobody reads an endless one to its end', async () => {
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

  it('that breaks off ends the request, and nobody is asked for a session', async () => {
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

describe('time', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is limited for Cube: 504, and the call is ended', async () => {
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

  it('is limited for identify: 504', async () => {
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

  it('is limited for a body that trickles in: 408', async () => {
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

describe('a client that hangs up', () => {
  it('ends the call to Cube, and is nobody’s error', async () => {
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

/** A handler whose tenant nobody asks, and what it asks and tells its host. */
function watchedHandler() {
  const identify = vi.fn();
  const onError = vi.fn();
  const tenantUrl = 'https://cube.example';
  const handler = createSessionHandler({ tenantUrl, apiKey, deploymentId: 7, identify, onError });
  return { handler, identify, onError };
}

describe('a body that does not come to its end', () => {
  /** An answer to a request whose body has begun, and goes on as the test wants. */
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

  it('is a bad one where it breaks off: 400', async () => {
    const { answer, controller, identify, onError } = await begin();
    controller.error(new Error('cut off'));
    expect(await answer).toMatchObject({ status: 400 });
    expect(identify).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });

  it('is nobody’s error where the client hangs up', async () => {
    const client = new AbortController();
    const { answer, identify, onError } = await begin(client.signal);
    client.abort();
    expect(await answer).toMatchObject({ status: 499 });
    expect(identify).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });
});

describe('a request that was given up before it came', () => {
  it('asks nobody anything', async () => {
    const { handler, identify, onError } = watchedHandler();
    const request = new Request('https://app.example/', { method: 'POST', signal: AbortSignal.abort() });
    expect(await handler(request)).toMatchObject({ status: 499 });
    expect(identify).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });
});

describe('what is wrong with the options is said at start', () => {
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
