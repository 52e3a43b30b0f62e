import { describe, expect, it, vi } from 'vitest';
import { FAULT_PLACES } from '../../../../testkit/tenant/faults.js';
import type { Fault } from '../../../../testkit/tenant/index.js';
import { apiKey, doctor, envFor, linesOf, withCube, withServer } from './support.js';

/** The output contains no session of the tenant and no key. */
function expectNoSecrets(text: string, secrets: readonly string[]): void {
  for (const secret of [apiKey, ...secrets]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/eyJ[\w-]+\./);
}

describe('doctor, on a healthy tenant', () => {
  it.each(['none', 'events', 'renewal'] as const)('passes every check (generation %s)', async (protocol) => {
    await withCube({ protocol }, async (url, tenant) => {
      const { code, out, err } = await doctor([], envFor(url));
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('13 passed, 0 failed, 0 skipped.');
      expectNoSecrets(
        out,
        tenant.sessions.map(({ sessionId }) => sessionId),
      );
    });
  });

  it('announces which external user it creates, and uses an ephemeral one', async () => {
    await withCube({}, async (url, tenant) => {
      const { out } = await doctor(['--external-id', 'somebody'], envFor(url));
      expect(out.indexOf('"somebody"')).toBeLessThan(out.indexOf('✓'));
      expect(tenant.sessions.length).toBeGreaterThan(0);
      for (const { request } of tenant.sessions)
        expect(request).toMatchObject({ externalId: 'somebody', isEphemeral: true });
    });
  });

  it('revokes every session that it created', async () => {
    await withCube({}, async (url, tenant) => {
      await doctor([], envFor(url));
      expect(new Set(tenant.sessions.map(({ state }) => state))).toEqual(new Set(['revoked']));
    });
  });

  it('stops when it is interrupted, and still revokes its sessions', async () => {
    await withCube({ faults: { token: { kind: 'hang' } } }, async (url, tenant) => {
      const interruption = new AbortController();
      const run = doctor([], envFor(url), interruption.signal);
      await vi.waitFor(() => expect(tenant.log).toContainEqual(expect.objectContaining({ kind: 'fault' })));
      interruption.abort();
      const { code, out } = await run;
      expect(code).toBe(1);
      expect(out).toContain('2 passed, 0 failed, 11 skipped.');
      for (const name of ['exchange', 'framing']) expect(linesOf(out)[name]).toBe('– interrupted');
      expect(tenant.sessions.map(({ state }) => state)).toEqual(['revoked']);
    });
  });

  it('skips checks that require a dashboard when none is named', async () => {
    await withCube({}, async (url) => {
      const { code, out } = await doctor([], envFor(url, { CUBE_DASHBOARD_ID: '' }));
      expect(code).toBe(0);
      expect(linesOf(out)['dashboard']).toMatch(/^– set CUBE_DASHBOARD_ID/);
    });
  });

  it('announces that on standard error when it writes JSON', async () => {
    await withCube({}, async (url) => {
      const { out, err } = await doctor(['--json'], envFor(url));
      expect(err).toContain('the external user "cube-embed-doctor"');
      expect(JSON.parse(out)).toMatchObject({ ok: true });
    });
  });

  it('writes JSON', async () => {
    await withCube({ dashboards: { sales: false } }, async (url, tenant) => {
      const { code, out } = await doctor(['--json'], envFor(url));
      const report = JSON.parse(out) as {
        ok: boolean;
        checks: { name: string; status: string; advice?: string }[];
      };
      expect([code, report.ok]).toEqual([1, false]);
      expect(report.checks.find(({ name }) => name === 'dashboard')).toMatchObject({
        group: 'Tenant',
        status: 'failed',
        found: '403: Embedding is not allowed for this dashboard.',
        advice: expect.stringContaining('Share → Embed'),
      });
      expectNoSecrets(
        out,
        tenant.sessions.map(({ sessionId }) => sessionId),
      );
    });
  });
});

describe('doctor, on a misconfigured account', () => {
  it.each([
    ['a wrong key', { apiKey: 'another' }, 'generate-session', /^✗ 401: .*API key.*API Keys/],
    ['another deployment', { deployments: [2] }, 'generate-session', /^✗ 403: Deployment 1 .*scope/],
    [
      'embedding not allowed',
      { dashboards: { sales: false } },
      'dashboard',
      /^✗ 403: .*Allow signed embedding/,
    ],
    ['a dashboard that is not visible', { dashboards: [] }, 'dashboard', /^✗ 404: .*public id/],
    [
      'a longer token',
      { tokenTtlSeconds: 100_000 },
      'token',
      /^✗ expires after 100000 s.*token-ttl="100000"/,
    ],
    ['a shorter session', { sessionTtlSeconds: 0 }, 'exchange', /^✗ 401: /],
    [
      'a page that may not be framed',
      { pageHeaders: { 'X-Frame-Options': 'DENY' } },
      'framing',
      /^✗ X-Frame-Options: DENY.*ask Cube/,
    ],
  ])('explains %s', async (_, options, check, line) => {
    await withCube(options, async (url, tenant) => {
      const { code, out } = await doctor([], envFor(url));
      expect(code).toBe(1);
      expect(linesOf(out)[check]).toMatch(line);
      expect(out).toContain(', 1 failed, ');
      expectNoSecrets(
        out,
        tenant.sessions.map(({ sessionId }) => sessionId),
      );
    });
  });

  it('does not judge a dashboard that the token may not read', async () => {
    await withCube({}, async (url, tenant) => {
      tenant.faults.set('data', { kind: 'refuse', status: 401 });
      const { code, out } = await doctor([], envFor(url));
      expect(code).toBe(0);
      expect(linesOf(out)).toMatchObject({
        dashboard: expect.stringMatching(/^– .*--browser/),
        revoke: '✓ accepted, also the second time',
      });
    });
  });

  it('reports a token that still works after its session was revoked', async () => {
    await withCube({}, async (url, tenant) => {
      tenant.faults.set('revoke', { kind: 'malformed', body: '' });
      const { code, out } = await doctor([], envFor(url));
      expect(code).toBe(1);
      expect(linesOf(out)['revoke']).toMatch(/^✗ .*still opens the dashboard Signing out/);
    });
  });

  it('checks the framing for the origin of the host', async () => {
    const pageHeaders = { 'Content-Security-Policy': 'frame-ancestors https://*.example.com' };
    await withCube({ pageHeaders }, async (url) => {
      const framing = async (origin: string) =>
        linesOf((await doctor(['--origin', origin], envFor(url))).out)['framing'];
      expect(await framing('https://app.example.com/reports')).toBe('✓ allowed for https://app.example.com');
      expect(await framing('https://example.org')).toMatch(
        /^✗ frame-ancestors https:\/\/\*\.example\.com forbids/,
      );
    });
  });

  it('distinguishes the user limit from a busy tenant without using a seat', async () => {
    await withCube({ maxExternalUsers: 0 }, async (url) => {
      expect((await doctor([], envFor(url))).code).toBe(0);
    });
    await withCube({}, async (url, tenant) => {
      tenant.faults.set('generate', {
        kind: 'refuse',
        status: 429,
        message: 'The tenant is at its embed-user limit.',
      });
      const limit = linesOf((await doctor([], envFor(url))).out)['generate-session'];
      expect(limit).toMatch(/^✗ 429: The tenant is at its embed-user limit\. .*external users/);
      tenant.faults.set('generate', { kind: 'refuse', status: 429, message: 'Slow down.' });
      const busy = linesOf((await doctor([], envFor(url))).out)['generate-session'];
      expect(busy).toBe('✗ 429: Slow down. Cube is busy: try again later.');
    });
  });

  it('falls back to an external user where isEphemeral is refused', async () => {
    await withCube({}, async (url, tenant) => {
      tenant.faults.set('generate', { kind: 'refuse', status: 400, message: 'Unknown field.' }, { times: 1 });
      const { code, out } = await doctor([], envFor(url));
      expect(code).toBe(0);
      expect(linesOf(out)['generate-session']).toContain('stays in Cube');
      expect(tenant.sessions.every(({ request }) => request.isEphemeral === undefined)).toBe(true);
    });
  });
});

describe('doctor, with every fault on', () => {
  const faults: [string, Fault][] = [
    ['refuse', { kind: 'refuse', status: 500, message: `Failed for Api-Key ${apiKey}` }],
    ['hang', { kind: 'hang' }],
    ['delay', { kind: 'delay', ms: 60_000 }],
    ['cut-off', { kind: 'cut-off' }],
    ['malformed', { kind: 'malformed' }],
  ];
  const cases = FAULT_PLACES.filter((place) => !place.startsWith('export')).flatMap((place) =>
    faults.map(([kind, fault]) => [place, kind, fault] as const),
  );

  it.each(cases)('at %s: %s', async (place, kind, fault) => {
    await withCube({ faults: { [place]: fault } }, async (url, tenant) => {
      const { code, out } = await doctor(['--timeout', '0.4'], envFor(url));
      // Over HTTP, a broken page looks like any other.
      const isUnseen = place === 'page' && kind === 'malformed';
      expect(code).toBe(isUnseen ? 0 : 1);
      if (!isUnseen) expect(out).toMatch(/^ {2}✗ .*\n {6}→ .+/m);
      // The advice for a network or server failure differs from the advice for a refusal.
      if (kind !== 'malformed') expect(out).not.toMatch(/→ (?!The server failed|Check the (network|server))/);
      expect(out).toMatch(/\d+ passed, \d+ failed, \d+ skipped\.\n$/);
      expectNoSecrets(
        out,
        tenant.sessions.map(({ sessionId }) => sessionId),
      );
    });
  });
});

describe('doctor, on a server that is not Cube,', () => {
  it.each([
    ['answers everything with a page', 200, '<html>Welcome</html>'],
    ['answers everything with an empty object', 200, '{}'],
    ['answers everything with an array', 200, '[]'],
    ['answers everything with 404', 404, 'Not found'],
    ['always fails', 500, '{"error":{"message":"no"}}'],
  ])('reports one that %s', async (_, status, body) => {
    await withServer(
      (_request, response) => response.writeHead(status).end(body),
      async (url) => {
        const { code, out } = await doctor([], envFor(url));
        expect(code).toBe(1);
        expect(linesOf(out)['generate-session']).toMatch(/^✗ /);
        expect(linesOf(out)['exchange']).toBe('– no session');
      },
    );
  });

  it('reports one that redirects, names the target and does not follow it', async () => {
    await withServer(
      (_request, response) => response.writeHead(308, { location: 'https://acme.example/' }).end(),
      async (url) => {
        const lines = linesOf((await doctor([], envFor(url))).out);
        expect(lines['address']).toMatch(
          /^✗ redirects to https:\/\/acme\.example Use https:\/\/acme\.example as/,
        );
        for (const name of ['generate-session', '/embed/chat'])
          expect(lines[name]).toBe('– fix the address first');
      },
    );
  });

  it('does not print secrets that it echoes', async () => {
    await withServer(
      (request, response) =>
        response.writeHead(403).end(JSON.stringify({ message: `No: ${request.headers.authorization}` })),
      async (url) => {
        for (const argv of [[], ['--json']]) {
          const { out } = await doctor(argv, envFor(url));
          expect(out).toContain('[secret]');
          expectNoSecrets(out, []);
        }
      },
    );
  });

  it('reports one that cannot be reached', async () => {
    const url = await withServer(
      () => {},
      (address) => Promise.resolve(address),
    );
    const { code, out } = await doctor([], envFor(url));
    expect(code).toBe(1);
    expect(linesOf(out)['address']).toBe(
      '✗ the connection was refused Check the address and the port, and that the server is running.',
    );
    expect(out).toContain('0 passed, 1 failed, 12 skipped.');
    for (const name of ['generate-session', '/embed/chat'])
      expect(linesOf(out)[name]).toBe('– fix the address first');
  });

  it('reports one that never answers', async () => {
    await withServer(
      () => {},
      async (url) => {
        const { code, out } = await doctor(['--timeout', '0.2', '--browser'], envFor(url));
        expect(code).toBe(1);
        expect(linesOf(out)['address']).toMatch(/^✗ no complete answer within 0\.2 s .*raise --timeout\.$/);
        expect(out).toContain('0 passed, 1 failed, 18 skipped.');
      },
    );
  });

  it.each([
    ['a page', 200, '<html><title>Welcome</title></html>', '200, a web page, "Welcome"'],
    ['an error page', 403, '<!doctype html>', '403, a web page'],
    ['404', 404, '{"message":"No such path"}', '404: No such path'],
  ])('says so at the top when everything is answered with %s', async (_, status, body, found) => {
    await withServer(
      (request, response) => response.writeHead(request.url === '/robots.txt' ? 200 : status).end(body),
      async (url) => {
        const { out } = await doctor([], envFor(url));
        const line = `✗ There is no Cube tenant at ${url}: check CUBE_TENANT_URL.`;
        expect(out).toContain(line);
        expect(out.indexOf(line)).toBeLessThan(out.indexOf('address'));
        expect(linesOf(out)['generate-session']).toContain(`✗ ${found}: this is no Cube tenant`);
        expect(linesOf(out)['/embed/chat']).toBe('– fix the address first');
        expect(out).toContain('1 passed, 1 failed, 11 skipped.');
      },
    );
  });

  it.each([
    ['https://acme.example/x?next=1', 'redirects to https://acme.example Use https://acme.example as'],
    ['https://sso.example/login?token=very-secret', 'redirects to https://sso.example/login A proxy'],
    ['/login', 'redirects to http://127.0.0.1:PORT/login A proxy in front of the tenant'],
  ])('names where its API redirects to: %s', async (location, found) => {
    await withServer(
      (request, response) =>
        request.method === 'GET' ? response.end() : response.writeHead(302, { location }).end(),
      async (url) => {
        const { out } = await doctor([], envFor(url));
        expect(linesOf(out)['generate-session']).toContain(found.replace('PORT', new URL(url).port));
        expect(linesOf(out)['/embed/chat']).toBe('– fix the address first');
        expect(out).not.toContain('very-secret');
      },
    );
  });

  it('does not print its terminal control codes', async () => {
    await withServer(
      (_request, response) => response.writeHead(403).end('{"message":"\\u001b[2JNo\\u0007"}'),
      async (url) => {
        const { out } = await doctor([], envFor(url));
        expect(linesOf(out)['generate-session']).toMatch(/^✗ 403: \S*No/);
        expect(out).not.toMatch(/[^\P{Cc}\n]/u);
      },
    );
  });
});
