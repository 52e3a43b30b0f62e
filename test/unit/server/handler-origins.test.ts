import { describe, expect, it, vi } from 'vitest';
import { createSessionHandler } from '../../../src/server/index.js';
import { send, startHost } from './support/host.js';
import { grant, startUpstream } from './support/upstream.js';

const PARTNER = 'https://partner.example';

async function start(allowedOrigins?: string[], allowedHeaders?: string[]) {
  const onError = vi.fn<(error: Error, request: Request) => void>();
  const tenant = await startUpstream(grant);
  const identify = vi.fn(() => ({ externalId: 'ada' }));
  const handler = createSessionHandler({
    tenantUrl: tenant.url,
    apiKey: 'key',
    deploymentId: 7,
    identify,
    allowedOrigins,
    allowedHeaders,
    onError,
  });
  return { onError, handler, url: await startHost(handler), tenant, identify };
}

const post = (url: string, headers: Record<string, string>) => new Request(url, { method: 'POST', headers });

describe('a cross-site request', () => {
  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'something new' },
    { 'sec-fetch-site': '' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'not an origin' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' },
  ])('is refused before identify is called: %o', async (headers) => {
    const { handler, identify, tenant } = await start();
    const answer = await handler(post('https://app.example/cube-session', headers));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(identify).not.toHaveBeenCalled();
    expect(tenant.calls).toHaveLength(0);
  });

  it.each<[string, Record<string, string>]>([
    ['the browser says that it is same-origin', { 'sec-fetch-site': 'same-origin' }],
    [
      'the browser says that it is same-origin, whatever a proxy changed in the URL',
      { 'sec-fetch-site': 'same-origin', origin: 'https://public.example' },
    ],
    ['the user started it', { 'sec-fetch-site': 'none' }],
    ['its origin is the same', { origin: 'http://app.example' }],
    ['its origin is the same behind a proxy that ends TLS', { origin: 'https://app.example' }],
    ['no browser sent it', {}],
  ])('is not assumed when %s', async (_, headers) => {
    const { handler } = await start();
    expect((await handler(post('http://app.example/cube-session', headers))).status).toBe(200);
  });

  it.each([
    ['a page without TLS', 'https://app.example/', 'http://app.example'],
    ['another port', 'https://app.example/', 'https://app.example:8443'],
    ['a subdomain', 'https://app.example/', 'https://user.app.example'],
    ['a host name with a suffix', 'https://app.example/', 'https://app.example.evil.example'],
  ])('is one from %s', async (_, url, origin) => {
    const { handler } = await start();
    expect((await handler(post(url, { origin }))).status).toBe(403);
  });

  it('is refused over a real socket as well', async () => {
    const { url, identify } = await start();
    expect(await send(url, { headers: { origin: 'https://evil.example' } })).toMatchObject({ status: 403 });
    expect(await send(url, { headers: { origin: new URL(url).origin } })).toMatchObject({ status: 200 });
    expect(identify).toHaveBeenCalledOnce();
  });
});

describe('a page of another site', () => {
  const sentence =
    'allowedOrigins does not list http://intranet.corp, the origin of the page that called http://127.0.0.1:8080. If the page is yours, add http://intranet.corp to allowedOrigins.';
  const foreign = { origin: 'http://intranet.corp' };
  const URL_BEHIND_PROXY = 'http://127.0.0.1:8080/cube-session';

  it('is told to onError and in the answer: its origin, the one that needs no entry, and the option', async () => {
    const { handler, onError } = await start();
    const answer = await handler(post(URL_BEHIND_PROXY, foreign));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ error: `Cross-site requests are refused: ${sentence}` });
    expect(onError.mock.calls).toMatchObject([
      [{ name: 'CubeRequestError', field: 'allowedOrigins', message: sentence }, { method: 'POST' }],
    ]);
  });

  it('is told once a minute, so that it cannot fill a log', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const { handler, onError } = await start();
      for (let i = 0; i < 3; i++) await handler(post(URL_BEHIND_PROXY, foreign));
      expect(onError).toHaveBeenCalledTimes(1);
      await handler(post(URL_BEHIND_PROXY, { origin: 'https://other.example' }));
      expect(onError).toHaveBeenCalledTimes(2);
      vi.setSystemTime(Date.now() + 60_000);
      await handler(post(URL_BEHIND_PROXY, foreign));
      expect(onError).toHaveBeenCalledTimes(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is told at its preflight, after which no request comes', async () => {
    const { handler, onError } = await start(['https://other.example']);
    const answer = await handler(
      new Request(URL_BEHIND_PROXY, {
        method: 'OPTIONS',
        headers: { ...foreign, 'access-control-request-method': 'POST' },
      }),
    );
    expect(answer.status).toBe(405);
    expect(onError.mock.calls).toMatchObject([[{ message: sentence }, { method: 'OPTIONS' }]]);
  });

  it.each([{ origin: 'null' }, { origin: '"><script>' }, { 'sec-fetch-site': 'cross-site' }])(
    'is told without an origin that none can be: %o',
    async (headers) => {
      const { handler, onError } = await start();
      const answer = await handler(post(URL_BEHIND_PROXY, headers as Record<string, string>));
      const { error } = (await answer.json()) as { error: string };
      expect(error).toContain('the origin of a page of another site, which the browser did not name');
      expect(error).not.toMatch(/null|script/);
      expect(onError.mock.calls[0]?.[0].message).toContain('Only pages of http://127.0.0.1:8080');
    },
  );
});

describe('an allowed origin', () => {
  const cors = {
    'access-control-allow-origin': PARTNER,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after',
    vary: 'origin',
  };

  it('gets a session that its page may read', async () => {
    const { url } = await start(['https://other.example', PARTNER]);
    const answer = await send(url, { headers: { origin: PARTNER, 'sec-fetch-site': 'cross-site' } });
    expect(answer).toMatchObject({ status: 200, headers: cors });
  });

  it('may read an error too', async () => {
    const { url, identify } = await start([PARTNER]);
    identify.mockReturnValue(null as never);
    expect(await send(url, { headers: { origin: PARTNER } })).toMatchObject({ status: 401, headers: cors });
  });

  it('may send a preflight request', async () => {
    const { url, identify } = await start([PARTNER]);
    const answer = await send(url, {
      method: 'OPTIONS',
      headers: {
        origin: PARTNER,
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(answer).toMatchObject({
      status: 204,
      body: '',
      headers: {
        ...cors,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
      },
    });
    expect(identify).not.toHaveBeenCalled();
  });

  const preflight = async (url: string, asked?: string) => {
    const answer = await send(url, {
      method: 'OPTIONS',
      headers: {
        origin: PARTNER,
        'access-control-request-method': 'POST',
        ...(asked === undefined ? {} : { 'access-control-request-headers': asked }),
      },
    });
    expect(answer.status).toBe(204);
    return answer.headers['access-control-allow-headers'];
  };

  it('may send every header that its page asks for: of a tracing tool, a CSRF token', async () => {
    const { url } = await start([PARTNER]);
    expect(await preflight(url, 'content-type,sentry-trace,x-csrf-token')).toBe(
      'content-type,sentry-trace,x-csrf-token',
    );
    expect(await preflight(url)).toBeUndefined();
  });

  it('may send only the headers of allowedHeaders, and what the elements send', async () => {
    const { url } = await start([PARTNER], ['X-CSRF-Token']);
    expect(await preflight(url, 'content-type,sentry-trace')).toBe('accept, content-type, x-csrf-token');
  });

  it('does not allow other origins', async () => {
    const { url, identify } = await start([PARTNER]);
    for (const origin of ['https://partner.example.evil.example', 'http://partner.example', 'null']) {
      for (const method of ['POST', 'OPTIONS']) {
        const { status, headers } = await send(url, {
          method,
          headers: { origin, 'sec-fetch-site': 'cross-site', 'access-control-request-method': 'POST' },
        });
        expect(status).toBe(method === 'POST' ? 403 : 405);
        expect(headers).toMatchObject({ vary: 'origin' });
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      }
    }
    expect(identify).not.toHaveBeenCalled();
  });

  it('is not assumed by default: no CORS header is sent', async () => {
    const { url } = await start();
    const { headers } = await send(url, { headers: { origin: new URL(url).origin } });
    expect(Object.keys(headers).filter((name) => /^access-control|^vary$/.test(name))).toEqual([]);
  });

  it('adds OPTIONS to the Allow header', async () => {
    const { url } = await start([PARTNER]);
    expect(await send(url, { method: 'GET' })).toMatchObject({
      status: 405,
      headers: { allow: 'POST, OPTIONS' },
    });
  });
});
