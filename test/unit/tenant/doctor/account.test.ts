import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { CubeTenantOptions } from '../../../../testkit/tenant/index.js';
import { doctor, envFor, linesOf, withCube, withServer } from './support.js';

/** Runs doctor on a healthy tenant, except for calls that `refusal` answers. */
const runWith = (argv: string[], refusal: (path: string, body: string) => [number, string] | null) =>
  withCube({}, (tenantUrl) =>
    withServer(
      async (request, response) => {
        const body = await textOf(request);
        const refused = refusal(request.url ?? '', body);
        if (refused) {
          response.writeHead(refused[0]).end(JSON.stringify({ message: refused[1] }));
          return;
        }
        const { method = 'GET', url = '', headers } = request;
        const { authorization = '' } = headers;
        const answer = await fetch(tenantUrl + url, {
          method,
          headers: { authorization, 'content-type': 'application/json' },
          ...(method === 'POST' && { body }),
        });
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      },
      (url) => doctor(argv, envFor(url)),
    ),
  );

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

describe('doctor, on an account', () => {
  it('without Creator Mode, skips its page and says who switches it on', async () => {
    const { out, code } = await runWith([], (_path, body) =>
      body.includes('"creatorMode":true') ? [403, 'Creator Mode is off'] : null,
    );
    expect(linesOf(out)['/embed/d/{deploymentId}/app']).toMatch(
      /^– no session of Creator Mode \(403: Creator Mode is off\): .*Enterprise plan, and Cube’s support switches it on/,
    );
    expect(code).toBe(0);
  });

  it('that restricts downloads, says so with --export alone', async () => {
    const restricted = (path: string): [number, string] | null =>
      path.includes('dashboard-exports') ? [403, 'Downloads are restricted'] : null;
    const { out, code } = await runWith(['--export'], restricted);
    expect(linesOf(out)['export']).toMatch(
      /^✗ 403: Downloads are restricted In Cube, an administrator turns on "Allow data downloads"/,
    );
    expect(code).toBe(1);
    expect((await runWith([], restricted)).code).toBe(0);
  });

  it('that allows downloads, exports the dashboard with --export, once', async () => {
    await withCube({}, async (url, tenant) => {
      const { out, code } = await doctor(['--export'], envFor(url));
      expect(linesOf(out)['export']).toMatch(/^✓ a PNG of \d+ KB, after \d+ s$/);
      expect(code).toBe(0);
      expect(tenant.log.filter(({ kind }) => kind === 'export')).toMatchObject([
        { dashboardId: 'sales', request: { format: 'png' } },
      ]);
    });
  });

  it('without data downloads, or without the dashboard, says so with --export', async () => {
    const lineOf = (options: Partial<CubeTenantOptions>, id: string) =>
      withCube(options, async (url) => {
        const { out } = await doctor(['--export', '--dashboard-id', id], envFor(url));
        return linesOf(out)['export'];
      });
    expect(await lineOf({ dataDownloads: false }, 'sales')).toMatch(/^✗ 403: .*"Allow data downloads"/);
    expect(await lineOf({}, 'nowhere')).toBe('– fix "dashboard" first');
    expect(await lineOf({ apiKey: 'another' }, 'sales')).toBe('– fix "generate-session" first');
  });

  it.each([
    [401, /Check CUBE_API_KEY/],
    [404, /Check CUBE_DASHBOARD_ID/],
    [422, /Report it/],
    [429, /Try again in some minutes/],
  ])('says what to do about an export that fails with %i', async (status, advice) => {
    const { out } = await runWith(['--export'], (path) =>
      path.includes('dashboard-exports') ? [status, 'No'] : null,
    );
    expect(linesOf(out)['export']).toMatch(new RegExp(`^✗ ${status}: No .*${advice.source}`));
  });

  it('with Creator Mode, opens its page with a session of Creator Mode', async () => {
    await withCube({}, async (url, tenant) => {
      const { out } = await doctor([], envFor(url));
      expect(linesOf(out)['/embed/d/{deploymentId}/app']).toBe('✓ 200');
      const [page] = tenant.log.flatMap((entry) =>
        entry.kind === 'page' && entry.surface === 'app' ? [entry] : [],
      );
      const session = tenant.sessions.find(({ sessionId }) => sessionId === page?.sessionId);
      expect(session?.request).toMatchObject({ creatorMode: true });
    });
  });

  it('of the emulated tenant without Creator Mode, skips its page too', async () => {
    await withCube({ creatorMode: false }, async (url) => {
      const { out, code } = await doctor([], envFor(url));
      expect(linesOf(out)['/embed/d/{deploymentId}/app']).toMatch(/^– no session of Creator Mode \(403/);
      expect(code).toBe(0);
    });
  });
});
