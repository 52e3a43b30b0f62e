import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isLocalHost, isLocalOrigin } from '../../../testkit/tenant/local-names.js';
import { call, withTenant } from './support.js';
import type { CubeTenant } from '../../../testkit/tenant/index.js';

/** Sends a request with headers that `fetch` does not allow. */
function send(
  tenant: CubeTenant,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(tenant.url + path, { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject).end(method === 'POST' ? '{}' : undefined);
  });
}

describe('the Host header', () => {
  const tenant = withTenant({ control: true, allowedHosts: ['tenant'] });

  it.each(['/__tenant/state', '/embed/chat', '/robots.txt', '/nowhere'])(
    'of a foreign name is refused at %s, without CORS headers',
    async (path) => {
      const answer = await send(tenant(), path, { host: 'rebind.evil', origin: 'http://rebind.evil' });
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.body).toContain('allowedHosts');
      expect(tenant().log.filter(({ kind }) => kind !== 'refused')).toEqual([]);
    },
  );

  it.each(['localhost:1', '127.0.0.1', 'app.localhost:80', '[::1]:4000', '192.168.0.7:4000', 'tenant:4000'])(
    'may be %s',
    async (host) => {
      expect((await send(tenant(), '/__tenant/state', { host })).status).toBe(200);
    },
  );
});

describe('local host names', () => {
  it.each([
    'localhost.evil.example',
    'evil.example',
    '127.0.0.1.evil.example',
    '127-0-0-1.evil.example',
    'notlocalhost',
    '',
    undefined,
    'a b',
  ])('do not include %j', (host) => {
    expect(isLocalHost(host)).toBe(false);
    expect(isLocalOrigin(`http://${host ?? ''}`)).toBe(false);
  });

  it('make local origins: loopback addresses of any scheme and port, and the configured ones', () => {
    expect(
      ['http://localhost:3000', 'https://127.0.0.9', 'http://[::1]:1'].map((origin) => isLocalOrigin(origin)),
    ).toEqual([true, true, true]);
    expect(['null', 'http://192.168.0.7', 'file://'].map((origin) => isLocalOrigin(origin))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isLocalOrigin('https://app.test', ['https://app.test'])).toBe(true);
  });
});

describe('the control API', () => {
  const tenant = withTenant({ control: true, controlOrigins: ['https://app.test'] });

  it.each([
    ['GET', 'log', 'https://evil.example'],
    ['GET', 'state', 'null'],
    ['POST', 'clock', 'https://evil.example'],
    ['POST', 'reset', 'http://localhost.evil.example'],
    ['DELETE', 'faults', 'https://evil.example'],
    ['OPTIONS', 'faults', 'https://evil.example'],
  ])('refuses %s %s from pages of %s', async (method, path, origin) => {
    tenant().mint();
    const answer = await send(tenant(), `/__tenant/${path}`, { origin }, method);
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.body).toContain('controlOrigins');
    expect(tenant().sessions).toHaveLength(1);
  });

  it.each(['http://localhost:8080', 'https://app.test'])('answers pages of %s', async (origin) => {
    const answer = await send(tenant(), '/__tenant/state', { origin });
    expect([answer.status, answer.headers['access-control-allow-origin'], answer.headers['vary']]).toEqual([
      200,
      origin,
      'Origin',
    ]);
    const preflight = await send(tenant(), '/__tenant/faults', { origin }, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('DELETE');
  });

  it('answers tools, which send no origin', async () => {
    expect((await send(tenant(), '/__tenant/reset', {}, 'POST')).status).toBe(204);
  });
});

describe('the log', () => {
  const tenant = withTenant();

  it('contains no cookie, authorization or other secret of an application on the same host', async () => {
    await call(tenant(), 'GET', '/embed/chat', undefined, {
      cookie: 'myapp=SECRET',
      authorization: 'Basic SECRET',
      'proxy-authorization': 'SECRET',
      'x-csrf-token': 'SECRET',
      'x-api-key': 'SECRET',
      referer: 'http://localhost/',
    });
    expect(tenant().log).toMatchObject([{ kind: 'page', headers: { referer: 'http://localhost/' } }]);
    expect(JSON.stringify(tenant().log)).not.toContain('SECRET');
  });
});

describe('the pages’ WebSocket', () => {
  const tenant = withTenant();

  it.each(['', '?ticket=', '?ticket=0'])('is closed to a website without a ticket: %j', async (query) => {
    const { hostname, port } = new URL(tenant().url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /embed/socket${query} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: https://evil.example\r\n` +
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    let heard = '';
    for await (const piece of socket) heard += String(piece);
    expect(heard).toBe('');
  });
});
