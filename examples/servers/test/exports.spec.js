import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { startServer } from './server-process.js';

const API_KEY = 'a-key-that-must-never-be-seen';
const pdf = { dashboardId: 'sales', format: 'pdf', filters: { 'orders.status': 'completed' } };

const settings = (url) => ({
  CUBE_TENANT_URL: url,
  CUBE_API_KEY: API_KEY,
  CUBE_DEPLOYMENT_ID: '7',
  CUBE_DASHBOARD_ID: 'sales',
});

for (const name of ['exports', 'exports-express', 'next']) {
  test.describe(`${name}: an export`, () => {
    let tenant;
    let server;

    test.beforeAll(async () => {
      tenant = createCubeTenant({ apiKey: API_KEY, deployments: [7] });
      await tenant.start();
      server = await startServer(name, settings(tenant.url));
    });

    test.beforeEach(async ({ request }) => {
      tenant.reset();
      if (name === 'next') await request.post(`${server.url}/sign-in?id=Ada@example.com`);
    });

    test.afterAll(async () => {
      await server?.stop();
      await tenant?.stop();
      expect(server?.output).not.toContain(API_KEY);
    });

    const post = (request, data) => request.post(`${server.url}/cube-export`, { data });
    const submitted = () => tenant.log.filter(({ kind }) => kind === 'export').map(({ request }) => request);

    test('arrives as a file, rendered as the viewer whom the server knows', async ({ request }) => {
      const answer = await post(request, pdf);
      expect(answer.status()).toBe(200);
      expect(answer.headers()).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="dashboard.pdf"',
      });
      expect((await answer.body()).toString('latin1')).toMatch(/^%PDF-1\.\d[\s\S]*%%EOF\s*$/);
      expect(submitted()).toMatchObject([
        {
          filters: [{ member: 'orders.status', value: 'completed' }],
          renderAs: { type: 'EMBED_USER', externalId: 'ada@example.com', embedTenantName: 'customer-12' },
        },
      ]);
    });

    test('of another dashboard, for another viewer or of another job asks nothing of Cube', async ({
      request,
    }) => {
      const attacks = [
        { ...pdf, dashboardId: 'orders' },
        { ...pdf, externalId: 'grace' },
        { ...pdf, renderAs: { type: 'EMBED_USER', externalId: 'grace', embedTenantName: 'customer-13' } },
        { ...pdf, jobId: 'of-somebody-else' },
      ];
      const statuses = [];
      for (const data of attacks) statuses.push((await post(request, data)).status());
      expect(statuses).toEqual([403, 400, 400, 400]);
      expect((await request.get(`${server.url}/cube-export`)).status()).toBe(405);
      expect(tenant.log).toEqual([]);
    });

    test('that Cube refuses or fails is an error that the page can tell from others', async ({ request }) => {
      const answerTo = async (outcome) => {
        tenant.faults.set('export', { kind: 'export', outcome }, { times: 1 });
        return (await post(request, pdf)).status();
      };
      expect(await answerTo('restricted')).toBe(403);
      expect(await answerTo('too-many')).toBe(429);
      expect(await answerTo('expired')).toBe(404);
      expect(await answerTo('failed')).toBe(502);
      await expect.poll(() => server.output).toContain('could not export a dashboard: CubeApiError');
    });
  });
}

test('the button of the React sample saves what the viewer sees', async ({ page }) => {
  const tenant = createCubeTenant({ apiKey: API_KEY, deployments: [7] });
  await tenant.start();
  const server = await startServer('next', settings(tenant.url));
  await page.request.post(`${server.url}/sign-in?id=Ada@example.com`);
  await page.goto(`${server.url}/exports`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as PDF' }).click();
  await expect(page.getByRole('button', { name: 'Exporting…' })).toBeVisible();
  expect((await download).suggestedFilename()).toBe('sales.pdf');
  await expect(page.getByRole('button', { name: 'Export as PDF' })).toBeVisible();
  expect(tenant.log.filter(({ kind }) => kind === 'export')).toMatchObject([
    { request: { filters: [{ member: 'orders.status' }], renderAs: { externalId: 'ada@example.com' } } },
  ]);
  await server.stop();
  await tenant.stop();
});

for (const name of ['exports', 'exports-express', 'next']) {
  test(`${name}: nothing asks Cube any more when the page has gone`, async ({ request }) => {
    const tenant = createCubeTenant({ apiKey: API_KEY, deployments: [7] });
    await tenant.start();
    tenant.faults.set('export-status', { kind: 'hang' });
    const logged = (kind) => tenant.log.filter((entry) => entry.kind === kind);
    const server = await startServer(name, settings(tenant.url));
    if (name === 'next') await request.post(`${server.url}/sign-in?id=Ada@example.com`);
    const { cookies } = await request.storageState();
    const controller = new AbortController();
    const gone = fetch(`${server.url}/cube-export`, {
      method: 'POST',
      headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
      body: JSON.stringify(pdf),
      signal: controller.signal,
    }).catch((error) => error.name);
    await expect.poll(() => logged('fault')).toHaveLength(1);
    controller.abort();
    expect(await gone).toBe('AbortError');
    await expect.poll(() => logged('abandoned')).toHaveLength(1);
    await server.stop();
    await tenant.stop();
  });
}
