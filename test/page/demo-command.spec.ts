import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test as base, embed, expect, isUp } from './support/fixtures.js';
import { API_KEY } from './support/pages.js';

const COMMAND = fileURLToPath(new URL('../../scripts/demo.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Run {
  process: ChildProcess;
  /** What it has printed to either stream. */
  printed(): string;
  /** Its exit code. */
  ended: Promise<number | null>;
}

const test = base.extend<{ run: (args: string[], env?: Record<string, string>) => Run }>({
  run: async ({}, use) => {
    const running: ChildProcess[] = [];
    await use((args, env = {}) => {
      const child = spawn(process.execPath, [COMMAND, ...args], {
        cwd: ROOT,
        env: { ...process.env, ...env },
      });
      running.push(child);
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => (text += String(chunk)));
      return {
        process: child,
        printed: () => text,
        ended: once(child, 'exit').then(([code]) => code as number | null),
      };
    });
    for (const child of running) child.kill('SIGKILL');
  },
});

const address = async ({ printed }: Run): Promise<string> => {
  await expect.poll(printed, { timeout: 20_000 }).toContain('Ctrl-C stops it');
  return /http:\/\/localhost:\d+/.exec(printed())![0];
};

test('the command prints a working URL and exits on Ctrl-C', async ({ page, run }) => {
  const demo = run(['--port', '0']);
  await page.goto(await address(demo));
  await page.locator('#doors').getByRole('button', { name: 'Carla Okafor' }).click();
  await isUp(page, 'dashboard');
  demo.process.kill('SIGINT');
  expect(await demo.ended).toBe(0);
});

test('a taken port is reported in one clear line', async ({ run }) => {
  const other = createServer().listen(0, 'localhost');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const demo = run([], { PORT: String(port) });
  expect(await demo.ended).toBe(1);
  expect(demo.printed().trim()).toBe(
    `Port ${port} is taken: choose another one, e.g. npm run demo -- --port ${port + 1}`,
  );
  other.close();
});

test('without --port, each demo uses the next free port', async ({ run }) => {
  const addresses = [await address(run([])), await address(run([]))];
  expect(addresses[0]).not.toBe(addresses[1]);
});

test('a tenant that refuses is reported at the start, with its own message', async ({ tenant, run }) => {
  const refused = run(['--port', '0'], {
    CUBE_TENANT_URL: tenant.url,
    CUBE_API_KEY: 'not-the-key',
    CUBE_DEPLOYMENT_ID: '1',
    CUBE_DASHBOARD_ID: 'orders',
  });
  expect(await refused.ended).toBe(1);
  expect(refused.printed()).toContain(`${tenant.url} gave no session (HTTP 401): The API key is`);
  expect(refused.printed()).not.toContain('not-the-key');
});

test('incomplete environment variables for a Cube tenant are rejected', async ({ run }) => {
  const some = run(['--port', '0'], { CUBE_TENANT_URL: 'https://acme.cubecloud.dev', CUBE_API_KEY: 'key' });
  expect(await some.ended).toBe(1);
  expect(some.printed()).toContain('set CUBE_DEPLOYMENT_ID and CUBE_DASHBOARD_ID as well');
});

test('with all environment variables, the page uses that tenant', async ({ page, tenant, run }) => {
  const demo = run(['--port', '0'], {
    CUBE_TENANT_URL: tenant.url,
    CUBE_API_KEY: API_KEY,
    CUBE_DEPLOYMENT_ID: '1',
    CUBE_DASHBOARD_ID: 'orders',
  });
  await page.goto(await address(demo));
  await expect(page.locator('.lead')).toContainText('your own Cube tenant is real');
  await expect(page.locator('.lead')).not.toContainText('emulated');
  await page.locator('#doors').getByRole('button', { name: 'Carla Okafor' }).click();
  await isUp(page, 'dashboard');
  await expect(page.getByRole('button', { name: /^Let .* pass$/ })).toHaveCount(0);
  await expect(page.getByLabel('Version')).toHaveCount(0);
  await expect(embed(page, 'dashboard').getByTestId('title')).toHaveText('Orders');
  expect(demo.printed()).toContain(tenant.url);
  expect(demo.printed()).not.toContain(API_KEY);
});
