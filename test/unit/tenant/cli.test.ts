import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../../testkit/cli/run.js';

/** Runs the command until `use` is done with the tenant's address, and returns its output. */
async function run(
  argv: string[],
  use: (url: string) => Promise<void> = async () => {},
  env?: Record<string, string>,
) {
  const written = { out: '', err: '' };
  const stop = new AbortController();
  const output = {
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
  };
  const code = runCommand(argv, output, stop.signal, env);
  await vi.waitFor(() => expect(written.out + written.err).not.toBe(''));
  const url = /http:\/\/\S+:\d+/.exec(written.out)?.[0];
  if (url) await use(url);
  stop.abort();
  return { code: await code, ...written };
}

/** A server that has a port of this machine. */
async function otherServer() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

describe('cube-embed tenant', () => {
  it('runs a tenant, prints the generated key, and stops on a signal', async () => {
    let stopped = '';
    const { code, out } = await run(['tenant', '--port', '0'], async (url) => {
      stopped = url;
      expect((await fetch(`${url}/__tenant/state`)).status).toBe(200);
    });
    expect(code).toBe(0);
    expect(out).toMatch(/API key: \S{20,}/);
    await expect(fetch(stopped)).rejects.toThrow();
  });

  it('prints a command that mints a session', async () => {
    await run(['tenant', '--port', '0'], async () => {});
    const { out } = await run(['tenant', '--port', '0'], async () => {});
    expect(out).toContain('/api/v1/embed/generate-session');
    expect(out).toMatch(/Ctrl\+C/);
  });

  it('uses the given key and does not print it', async () => {
    const { out } = await run(['tenant', '--port', '0', '--api-key', 'my-secret'], async (url) => {
      const answer = await fetch(`${url}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: { authorization: 'Api-Key my-secret' },
        body: '{"deploymentId":1,"externalId":"ada"}',
      });
      expect(answer.status).toBe(200);
    });
    expect(out).not.toContain('my-secret');
  });

  it('prints a command that works', async () => {
    const written: string[] = [];
    const stop = new AbortController();
    const output = { stdout: { write: (text: string) => written.push(text) }, stderr: { write: () => {} } };
    const code = runCommand(['tenant', '--port', '0'], output, stop.signal);
    await vi.waitFor(() => expect(written).not.toEqual([]));
    const [, url, key, body] = /POST (\S+)[\s\S]*(Api-Key [^']+)[\s\S]*-d '(.*)'/.exec(written.join(''))!;
    const answer = await fetch(url!, { method: 'POST', headers: { authorization: key! }, body: body! });
    expect(answer.status).toBe(200);
    stop.abort();
    expect(await code).toBe(0);
  });

  it('prints its deployments, its dashboards with their controls and addresses', async () => {
    const { out } = await run(['tenant', '--port', '0', '--dashboard', 'extra:closed', '--deployment', '42']);
    expect(out).toContain('Deployments: 42\n');
    expect(out).toMatch(/ sales: http:\S+\/embed\/dashboard\/sales\n {4}filters: orders\.city, /);
    expect(out).toMatch(/ extra: http:\S+\n {4}embedding is not allowed/);
    expect(out).toContain('"deploymentId":42');
  });

  it.each([
    [['--any'], 200],
    [[], 403],
    [['--deployment', '9'], 200],
    [['--any', '--embedding-off'], 403],
  ])('with %j answers a session for deployment 9 with %i', async (options, status) => {
    await run(['tenant', '--port', '0', '--api-key', 'my-secret', ...options], async (url) => {
      const answer = await fetch(`${url}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: { authorization: 'Api-Key my-secret' },
        body: '{"deploymentId":9,"externalId":"ada"}',
      });
      expect(answer.status).toBe(status);
    });
  });

  describe('with the environment of an application, or its file .env', () => {
    const env = {
      CUBE_API_KEY: 'my-secret',
      CUBE_DEPLOYMENT_ID: '9',
      CUBE_DASHBOARD_ID: 'revenue',
    };

    it('has its key, deployment and dashboard, so that both fit without an option', async () => {
      const { out } = await run(
        ['tenant', '--port', '0'],
        async (url) => {
          const answer = await fetch(`${url}/api/v1/embed/generate-session`, {
            method: 'POST',
            headers: { authorization: 'Api-Key my-secret' },
            body: '{"deploymentId":9,"externalId":"ada"}',
          });
          expect(answer.status).toBe(200);
        },
        { ...env, CUBE_TENANT_URL: 'http://localhost:4000' },
      );
      expect(out).toContain('Deployments: 9\n');
      expect(out).toMatch(/ revenue: http:/);
      expect(out).not.toContain('my-secret');
    });

    it('listens on the port of its address', async () => {
      const { url, stop } = await otherServer();
      const { err } = await run(['tenant'], undefined, { ...env, CUBE_TENANT_URL: url });
      expect(err).toContain('the port is in use');
      await stop();
    });

    it('takes options first', async () => {
      const { out } = await run(['tenant', '--port', '0', '--deployment', '3'], undefined, {
        ...env,
        CUBE_TENANT_URL: 'http://localhost:4000',
      });
      expect(out).toContain('Deployments: 3\n');
    });

    it('takes nothing where it names a tenant elsewhere: its key is a real one', async () => {
      const { out } = await run(['tenant', '--port', '0'], undefined, {
        ...env,
        CUBE_TENANT_URL: 'https://acme.cubecloud.dev',
      });
      expect(out).toContain('Deployments: 1\n');
      expect(out).toMatch(/API key: \S{20,}\n/);
    });
  });

  it('prints that signed embedding is off', async () => {
    const { out } = await run(['tenant', '--port', '0', '--embedding-off'], () => Promise.resolve());
    expect(out).toContain('Signed embedding is off: sessions get 403');
    expect((await run(['tenant', '--port', '0'], () => Promise.resolve())).out).not.toContain('is off');
  });

  it('uses the given generation', async () => {
    await run(['tenant', '--port', '0', '--protocol', 'events'], async (url) => {
      expect(await (await fetch(`${url}/__tenant/state`)).json()).toMatchObject({ protocol: 'events' });
    });
  });

  it('reports a taken port in one line', async () => {
    await run(['tenant', '--port', '0'], async (url) => {
      const { code, err } = await run(['tenant', '--port', new URL(url).port]);
      expect(code).toBe(1);
      expect(err).toMatch(/^cube-embed: the port is in use; .+\n$/);
    });
  });

  it.each([
    [['tenant', '--port', 'many'], /--port/],
    [['tenant', '--port', '65536'], /--port/],
    [['tenant', '--port', ''], /--port/],
    [['tenant', '--protocol', 'newest'], /--protocol/],
    [['tenant', '--api-key', ''], /--api-key/],
    [['tenant', '--router', 'hash'], /--router/],
    [['tenant', '--deployment', 'one'], /--deployment/],
    [['tenant', '--dashboard', 'a:open'], /--dashboard/],
    [['tenant', '--colour', 'red'], /--help/],
    [['tenant', '--port'], /--help/],
    [['tenent'], /tenant/],
    [['tenant', 'twice'], /tenant/],
  ])('explains %j in one line', async (argv, hint) => {
    const { code, out, err } = await run(argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(hint);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('does not print a key that was passed to the wrong option', async () => {
    const { err } = await run(['tenant', '--api-key=', '--apikey', 'my-secret']);
    expect(err).not.toContain('my-secret');
  });

  it.each([[['--help']], [['-h']], [[]], [['tenant', '--help']]])('prints its help for %j', async (argv) => {
    const { code, out } = await run(argv);
    expect(code).toBe(0);
    for (const option of ['--port', '--host', '--api-key', '--protocol', '--debug'])
      expect(out).toContain(option);
  });
});
