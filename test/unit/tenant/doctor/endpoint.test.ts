import { createRequestListener } from '@remix-run/node-fetch-server';
import { describe, expect, it } from 'vitest';
import { createSessionHandler } from '../../../../src/server/index.js';
import { apiKey, doctor, envFor, linesOf, withCube, withServer } from './support.js';

const CHECKS = [
  'session',
  'new id each time',
  'nothing else',
  'no-store',
  'time',
  'GET',
  'foreign origin',
  'not signed in',
];
const SIGNED_IN = { CUBE_ENDPOINT_HEADER: 'Cookie: user=ada-lovelace' };

describe('doctor --endpoint', () => {
  it('passes for the handler of cube-embed/server, and never prints the cookie', async () => {
    await withCube({}, async (tenantUrl, tenant) => {
      const handler = createSessionHandler({
        tenantUrl,
        apiKey,
        deploymentId: 1,
        identify: (request) =>
          Promise.resolve(request.headers.get('cookie')?.includes('user=ada') ? { externalId: 'ada' } : null),
      });
      await withServer(createRequestListener(handler), async (url) => {
        const { code, out } = await doctor(
          ['--endpoint', `${url}/cube-session`],
          envFor(tenantUrl, SIGNED_IN),
        );
        const lines = linesOf(out);
        expect(CHECKS.map((name) => lines[name]?.[0])).toEqual(CHECKS.map(() => '✓'));
        expect(code).toBe(0);
        expect(out).not.toContain('lovelace');
        expect(tenant.sessions.every(({ state }) => state === 'revoked')).toBe(true);
      });
    });
  });

  it('works without a tenant', async () => {
    await withServer(
      (_request, response) => response.end('{"sessionId":"same"}'),
      async (url) => {
        const { code, out } = await doctor(['--endpoint', url]);
        expect(code).toBe(1);
        expect(linesOf(out)['address']).toMatch(/^– set CUBE_TENANT_URL/);
        expect(linesOf(out)['session']).toMatch(/^✓/);
      },
    );
  });

  it('reports every mistake of an endpoint and how to fix it', async () => {
    await withServer(
      (_request, response) => {
        response.setHeader('cache-control', 'public, max-age=60');
        response.end('{"sessionId":"always-the-same","apiKey":"oh no"}');
      },
      async (url) => {
        const { code, out } = await doctor(['--endpoint', url], SIGNED_IN);
        expect(code).toBe(1);
        const lines = linesOf(out);
        expect(lines).toMatchObject({
          'new id each time': expect.stringMatching(
            /^✗ the second call got the same id A session works once/,
          ),
          'nothing else': expect.stringMatching(/^✗ the answer also contains apiKey/),
          'no-store': expect.stringMatching(/^✗ Cache-Control: public, max-age=60/),
          GET: expect.stringMatching(/^✗ answers 200, not 405/),
          'foreign origin': expect.stringMatching(/^✗ answers 200, not 403/),
          'not signed in': expect.stringMatching(/^✗ answers 200, not 401/),
        });
        expect(out).not.toContain('always-the-same');
      },
    );
  });

  it.each([
    [401, '{}', /^✗ 401 Pass the cookie/],
    [404, 'Not found', /^✗ 404: Not found Nothing answers POST at \/: check the path/],
    [405, '{"error":"No POST"}', /^✗ 405: No POST Nothing answers POST at \//],
    [404, '<!doctype html><title>Oops</title>', /^✗ 404, a web page, "Oops" Nothing answers POST/],
    [200, '<html>', /^✗ 200, a web page Nothing answers POST at \//],
    [419, '{"message":"CSRF token mismatch."}', /^✗ 419: the server wants a CSRF token Send it/],
    [403, '<h1>Forbidden</h1> CSRF verification failed.', /^✗ 403: the server wants a CSRF token/],
    [422, '<html>The change you wanted was rejected</html>', /^✗ 422: the server wants a CSRF token/],
    [400, '{"error":"no"}', /^✗ 400: no Answer 200 with/],
    [200, '{}', /^✗ answers 200 without a sessionId/],
    [200, '{"sessionId":7}', /^✗ answers 200 without a sessionId/],
    [502, '{"error":"Cube refused the session."}', /^✗ 502: Cube refused \S+ \S+ The endpoint works/],
    [503, '{"error":"down"}', /^✗ 503: down/],
  ])('explains an answer of %i %s', async (status, body, line) => {
    await withServer(
      (_request, response) => response.writeHead(status).end(body),
      async (url) => {
        const { code, out } = await doctor(['--endpoint', url]);
        expect(code).toBe(1);
        expect(linesOf(out)['session']).toMatch(line);
        expect(linesOf(out)['no-store']).toMatch(/^– no session/);
      },
    );
  });

  it.each([
    ['/login?next=%2Fcube', /^✗ 302, redirects to http:\S+\/login The endpoint sends callers who/],
    ['/cube-session/', /^✗ 302, redirects to (\S+\/cube-session\/) Use \1 as the endpoint/],
    [
      'https://www.acme.example/cube-session',
      /^✗ 302, redirects to https:\/\/www\.acme\.example\/cube-session Use/,
    ],
  ])('names where a redirect leads: %s', async (location, line) => {
    await withServer(
      (_request, response) => response.writeHead(302, { location }).end('<html>Found</html>'),
      async (url) => {
        const { out } = await doctor(['--endpoint', `${url}/cube-session`]);
        expect(linesOf(out)['session']).toMatch(line);
      },
    );
  });

  it.each([
    ['a wrong path', 404, '<html>'],
    ['a server that fails', 500, '{}'],
    ['a page in place of an answer', 200, '<html>'],
    ['a redirect', 302, ''],
    ['a CSRF protection', 403, 'CSRF verification failed.'],
  ])('does not report %s again in the checks that follow', async (_, status, body) => {
    await withServer(
      (_request, response) =>
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(body),
      async (url) => {
        const { out } = await doctor(['--endpoint', url], SIGNED_IN);
        expect(out).toContain('0 passed, 1 failed, 8 skipped.');
        expect(linesOf(out)['GET']).toBe('– fix "session" first');
      },
    );
  });

  it('does not report an endpoint that cannot be reached more than once', async () => {
    const url = await withServer(
      () => {},
      (address) => Promise.resolve(address),
    );
    const { out } = await doctor(['--endpoint', url], SIGNED_IN);
    expect(linesOf(out)['session']).toMatch(/^✗ the connection was refused/);
    expect(out).toContain('0 passed, 1 failed, 8 skipped.');
  });

  it('distinguishes an invalid cookie from a missing one', async () => {
    await withServer(
      (_request, response) => response.writeHead(401).end('{}'),
      async (url) => {
        const { out } = await doctor(['--endpoint', url], SIGNED_IN);
        expect(linesOf(out)['session']).toMatch(/^✗ 401 The endpoint does not accept what --header sends/);
      },
    );
  });

  it('never prints a secret in the endpoint’s URL', async () => {
    await withServer(
      (_request, response) => response.writeHead(400).end('{"error":"bad token very-secret"}'),
      async (url) => {
        const { code, out } = await doctor(['--endpoint', `${url}/session?token=very-secret`]);
        expect(code).toBe(1);
        expect(linesOf(out)['session']).toMatch(/^✗ 400: bad token \[secret\]/);
        expect(out).not.toContain('very-secret');
      },
    );
  });

  it('times out', async () => {
    await withServer(
      () => {},
      async (url) => {
        const { code, out } = await doctor(['--endpoint', url, '--timeout', '0.2']);
        expect(code).toBe(1);
        expect(linesOf(out)['session']).toMatch(/^✗ no complete answer within 0\.2 s Check the network/);
      },
    );
  });
});
