import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { createSessionHandler } from '../../../src/server/index.js';
import { runCommand } from '../../../testkit/cli/run.js';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import type { CubeTenantOptions } from '../../../testkit/tenant/index.js';

const apiKey = 'the-key-of-the-recording';

/** Runs `cube-embed doctor` and returns its output. */
export async function runDoctor(
  argv: string[],
  env: Record<string, string>,
): Promise<{ code: number; out: string }> {
  let out = '';
  const output = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (out += text) },
  };
  const code = await runCommand(['doctor', ...argv], output, new AbortController().signal, env);
  return { code, out };
}

/** The environment variables for a run against a tenant with a browser. */
export const doctorEnv = (url: string, key: string, chromium: string): Record<string, string> => ({
  CUBE_TENANT_URL: url,
  CUBE_API_KEY: key,
  CUBE_DEPLOYMENT_ID: '1',
  CUBE_DASHBOARD_ID: 'sales',
  CHROMIUM_PATH: chromium,
});

/**
 * The terminal session that docs/doctor.md shows: doctor on a dashboard that does not allow embedding, then on a healthy tenant
 * and endpoint. Addresses, times and versions are replaced, so that every recording is the same.
 */
export async function recordDoctorSession(chromium: string): Promise<string> {
  const first = await onTenant({ dashboards: { sales: false } }, async (url) => {
    const { code, out } = await runDoctor([], doctorEnv(url, apiKey, chromium));
    return `$ npx cube-embed doctor\n${settled(out, { [url]: 'http://127.0.0.1:4000' })}$ echo $?\n${code}\n`;
  });
  const second = await onTenant({}, (url) =>
    withEndpoint(url, async (endpoint) => {
      const env = { ...doctorEnv(url, apiKey, chromium), CUBE_ENDPOINT_HEADER: 'Cookie: user=ada' };
      const { out } = await runDoctor(['--endpoint', `${endpoint}/cube-session`, '--browser'], env);
      const text = settled(out, { [url]: 'http://127.0.0.1:4000', [endpoint]: 'http://localhost:3000' });
      return `$ npx cube-embed doctor --endpoint http://localhost:3000/cube-session --browser\n${text}`;
    }),
  );
  return `${first}\n${second}`;
}

function settled(text: string, addresses: Record<string, string>): string {
  const replaced = Object.entries(addresses).reduce(
    (result, [from, to]) => result.replaceAll(from, to),
    text,
  );
  return replaced
    .replace(/\b\d+ ms/g, '12 ms')
    .replace(/\b\d+\.\d s\b/g, '0.8 s')
    .replace(/(?<=cube-embed \d[\w.-]*, Node )[\d.]+/g, '20.20.2')
    .replace(/Chromium [\d.]+/g, 'Chromium 156.0');
}

async function onTenant<T>(
  options: Partial<CubeTenantOptions>,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const tenant = createCubeTenant({ apiKey, ...options });
  try {
    return await use(await tenant.start());
  } finally {
    await tenant.stop();
  }
}

async function withEndpoint<T>(tenantUrl: string, use: (url: string) => Promise<T>): Promise<T> {
  const handler = createSessionHandler({
    tenantUrl,
    apiKey,
    deploymentId: 1,
    identify: ({ headers }) => Promise.resolve(headers.get('cookie') ? { externalId: 'ada' } : null),
  });
  const server = createServer(createRequestListener(handler));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  try {
    return await use(`http://localhost:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
