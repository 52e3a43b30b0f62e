import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { Miniflare } from 'miniflare';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const API_KEY = 'a-key-that-must-never-be-seen';

/** The sample as a worker's bundler writes it. */
async function bundled() {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'webworker' },
    build: {
      write: false,
      ssr: fileURLToPath(new URL('../shared-limit/worker.mjs', import.meta.url)),
      rolldownOptions: { external: ['cloudflare:workers'] },
    },
  });
  return output[0].code;
}

test.describe('a worker with its limiter in Durable Objects', () => {
  let tenant;
  let worker;

  test.beforeEach(async () => {
    tenant = createCubeTenant({ apiKey: API_KEY });
    const bindings = {
      CUBE_TENANT_URL: await tenant.start(),
      CUBE_API_KEY: API_KEY,
      CUBE_DEPLOYMENT_ID: '1',
    };
    worker = new Miniflare({
      modules: true,
      script: await bundled(),
      compatibilityDate: '2026-01-01',
      bindings,
      durableObjects: { REQUEST_COUNT: 'RequestCount' },
    });
  });

  test.afterEach(async () => {
    await worker.dispose();
    await tenant.stop();
  });

  const post = () => worker.dispatchFetch('http://localhost/cube-session', { method: 'POST' });

  test('lets 60 of 160 requests of a viewer through', async () => {
    const answers = await Promise.all(Array.from({ length: 160 }, post));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(100);
    for (const { headers } of answers.filter(({ status }) => status === 429)) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    expect(tenant.sessions).toHaveLength(60);
  });

  test('counts what was admitted within a window that ends now, and forgets the rest', async () => {
    const objects = await worker.getDurableObjectNamespace('REQUEST_COUNT');
    const take = (key, windowMs) => objects.get(objects.idFromName(key)).take(2, windowMs);
    expect((await take('ada', 60_000)).ok).toBe(true);
    expect((await take('ada', 60_000)).ok).toBe(true);
    const { ok, retryAfter } = await take('ada', 60_000);
    expect(ok).toBe(false);
    expect(retryAfter).toBeGreaterThan(0);
    expect((await take('grace', 60_000)).ok).toBe(true);
    // By a window that has passed, the object is empty.
    expect((await take('ada', -1)).ok).toBe(true);
  });

  test('has an endpoint that a page gets its session from', async () => {
    const answer = await post();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ sessionId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });
});
