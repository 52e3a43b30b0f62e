import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { startServer } from './server-process.js';

const pdf = { dashboardId: 'sales', format: 'pdf', filters: { 'orders.status': 'completed' } };

let tenant;
let server;

test.beforeEach(async () => {
  tenant = createCubeTenant({ apiKey: 'try-me' });
  const url = await tenant.start();
  server = await startServer('exports', {
    CUBE_TENANT_URL: url,
    CUBE_API_KEY: 'try-me',
    CUBE_DEPLOYMENT_ID: '1',
  });
});

test.afterEach(async () => {
  await server.stop();
  await tenant.stop();
});

const ask = (data, signal) =>
  fetch(`${server.url}/cube-export`, { method: 'POST', body: JSON.stringify(data), signal });
const logged = (kind) => tenant.log.filter((entry) => entry.kind === kind);

test('an export arrives as a file, rendered as the viewer whom the server knows', async () => {
  const answer = await ask(pdf);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(await answer.text()).toMatch(/^%PDF-[^]*%%EOF\n$/);
  expect(logged('export')).toMatchObject([
    {
      dashboardId: 'sales',
      request: {
        filters: [{ member: 'orders.status', value: 'completed' }],
        renderAs: { type: 'EMBED_USER', externalId: 'ada@example.com', embedTenantName: 'customer-12' },
      },
    },
  ]);
});

for (const more of [{ dashboardId: 'of-another-customer' }, { externalId: 'grace' }]) {
  test(`Cube is not asked for what the viewer may not export: ${Object.keys(more)}`, async () => {
    expect([400, 403]).toContain((await ask({ ...pdf, ...more })).status);
    expect(logged('export')).toEqual([]);
  });
}

test('nothing asks Cube any more when the page has gone', async () => {
  tenant.faults.set('export-status', { kind: 'hang' });
  const controller = new AbortController();
  const gone = ask(pdf, controller.signal).catch((error) => error.name);
  await expect.poll(() => logged('fault')).toHaveLength(1);
  controller.abort();
  expect(await gone).toBe('AbortError');
  await expect.poll(() => logged('abandoned')).toHaveLength(1);
});
