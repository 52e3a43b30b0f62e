import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCubeTenant } from '../../../../testkit/tenant/index.js';
import type { CubeTenant, CubeTenantOptions } from '../../../../testkit/tenant/index.js';
import { runCommand } from '../../../../testkit/cli/run.js';

export const apiKey = 'key-that-must-never-be-printed';

/** The result of one run of the command. */
export interface Run {
  code: number;
  out: string;
  err: string;
}

/** Runs `cube-embed doctor` with these arguments and nothing else in its environment. */
export async function doctor(
  argv: string[],
  env: Record<string, string> = {},
  signal = new AbortController().signal,
): Promise<Run> {
  const written = { out: '', err: '' };
  const output = {
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
  };
  const code = await runCommand(['doctor', ...argv], output, signal, env);
  return { code, ...written };
}

/** Environment variables that name a tenant. */
export const envFor = (url: string, more: Record<string, string> = {}): Record<string, string> => ({
  CUBE_TENANT_URL: url,
  CUBE_API_KEY: apiKey,
  CUBE_DEPLOYMENT_ID: '1',
  CUBE_DASHBOARD_ID: 'sales',
  ...more,
});

/** Calls `use` with a running tenant. */
export async function withCube<T>(
  options: Partial<CubeTenantOptions>,
  use: (url: string, tenant: CubeTenant) => Promise<T>,
): Promise<T> {
  const tenant = createCubeTenant({ apiKey, dashboards: ['sales'], ...options });
  try {
    return await use(await tenant.start(), tenant);
  } finally {
    await tenant.stop();
  }
}

/** Calls `use` with a running server that is not Cube. */
export async function withServer<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** The lines of the checks by name: mark, finding and advice. */
export function linesOf(out: string): Record<string, string> {
  const lines = [...out.matchAll(/^ {2}([✓✗–]) (.+?) {2,}(.*)\n(?: {6}→ (.*)\n)?/gm)];
  return Object.fromEntries(
    lines.map(([, mark, name = '', found, advice]) => [
      name,
      [mark, found, advice].filter(Boolean).join(' '),
    ]),
  );
}
