import { describe, expect, it, vi } from 'vitest';
import { createSessionHandler } from '../../../src/server/index.js';
import { send, startHost } from './support/host.js';
import { grant, startUpstream } from './support/upstream.js';

const PARTNER = 'https://partner.example';

async function start(allowedOrigins?: string[]) {
  const tenant = await startUpstream(grant);
  const identify = vi.fn(() => ({ externalId: 'ada' }));
  const handler = createSessionHandler({
    tenantUrl: tenant.url,
    apiKey: 'key',
    deploymentId: 7,
    identify,
    allowedOrigins,
  });
  return { handler, url: await startHost(handler), tenant, identify };
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
        'access-control-allow-headers': 'accept, authorization, content-type',
        'access-control-max-age': '600',
      },
    });
    expect(identify).not.toHaveBeenCalled();
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
