import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startServer } from './server-process.js';

/** Cube's export API for one file: `isSlow` leaves it rendering for ever. */
async function startExportCube({ isSlow = false } = {}) {
  const bodies = [];
  let asked = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = (value) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (request.method === 'POST') {
      bodies.push(JSON.parse(body));
      answer({ jobId: 'job-1' });
    } else if (request.url.includes('/download')) {
      response.setHeader('content-type', 'application/pdf').end('%PDF-1.7');
    } else {
      asked += 1;
      answer({ status: isSlow ? 'processing' : 'completed' });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    bodies,
    asked: () => asked,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const start = async (cube) =>
  startServer('exports', { CUBE_TENANT_URL: cube.url, CUBE_API_KEY: 'try-me', CUBE_DEPLOYMENT_ID: '7' });
const pdf = { dashboardId: 'sales', format: 'pdf', filters: { 'orders.status': 'completed' } };

test('an export arrives as a file, rendered as the viewer whom the server knows', async ({ request }) => {
  const cube = await startExportCube();
  const server = await start(cube);
  const answer = await request.post(`${server.url}/cube-export`, { data: pdf });
  expect([answer.status(), await answer.text()]).toEqual([200, '%PDF-1.7']);
  expect(cube.bodies).toMatchObject([
    {
      dashboardPublicId: 'sales',
      filters: [{ member: 'orders.status', value: 'completed' }],
      renderAs: { type: 'EMBED_USER', externalId: 'ada@example.com', embedTenantName: 'customer-12' },
    },
  ]);
  for (const data of [
    { ...pdf, dashboardId: 'of-another-customer' },
    { ...pdf, externalId: 'grace' },
  ]) {
    expect([400, 403]).toContain((await request.post(`${server.url}/cube-export`, { data })).status());
  }
  expect(cube.bodies).toHaveLength(1);
  await server.stop();
  cube.stop();
});

test('nothing asks Cube any more when the page has gone', async () => {
  const cube = await startExportCube({ isSlow: true });
  const server = await start(cube);
  const controller = new AbortController();
  const gone = fetch(`${server.url}/cube-export`, {
    method: 'POST',
    body: JSON.stringify(pdf),
    signal: controller.signal,
  }).catch((error) => error.name);
  await expect.poll(() => cube.asked()).toBeGreaterThan(1);
  controller.abort();
  expect(await gone).toBe('AbortError');
  const before = cube.asked();
  // The next question would come 2.25 s after the second one, and the one after that 3.4 s later.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(cube.asked()).toBeLessThanOrEqual(before + 1);
  await server.stop();
  cube.stop();
});
