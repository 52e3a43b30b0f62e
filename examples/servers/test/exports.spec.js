import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startServer } from './server-process.js';

/** Cube's export API for one file. With `hangs`, it never answers whether the file is rendered: `asked` resolves with that call. */
async function startExportCube({ hangs = false } = {}) {
  const bodies = [];
  let ask;
  const asked = new Promise((resolve) => (ask = resolve));
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
    } else if (hangs) {
      ask({ closed: once(response, 'close') });
    } else {
      answer({ status: 'completed' });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    bodies,
    asked,
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
  const cube = await startExportCube({ hangs: true });
  const server = await start(cube);
  const controller = new AbortController();
  const gone = fetch(`${server.url}/cube-export`, {
    method: 'POST',
    body: JSON.stringify(pdf),
    signal: controller.signal,
  }).catch((error) => error.name);
  const call = await cube.asked;
  controller.abort();
  expect(await gone).toBe('AbortError');
  await call.closed;
  await server.stop();
  cube.stop();
});
