import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SCRIPT, dashboardTag, element, expect, isUp, test } from './support/fixtures.js';

async function unusedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

test.beforeEach(async ({ page, host, tenant }) => {
  await page.clock.install();
  host.page('/', SCRIPT + dashboardTag(tenant));
});

for (const [reason, status, message] of [
  ['a wrong key, or embedding that is not allowed', 403, 'Embedding is not allowed'],
  ['the user limit', 429, 'The tenant is at its embed-user limit'],
] as const) {
  test(`a permanent refusal of Cube, ${reason}, costs one call and shows the error at once`, async ({
    page,
    host,
    tenant,
    pass,
  }) => {
    tenant.faults.set('generate', { kind: 'refuse', status, message });
    await page.goto(host.url);
    await page.locator('cube-embed-dashboard:state(error)').waitFor();
    await pass({ minutes: 9 });
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(host.answers).toEqual([502]);
  });
}

test('a temporary failure of Cube is retried', async ({ page, host, tenant, pass }) => {
  tenant.faults.set('generate', { kind: 'refuse', status: 500 }, { times: 1 });
  await page.goto(host.url);
  await expect.poll(() => host.answers).toEqual([502]);
  await pass({ seconds: 10 });
  await isUp(page, 'dashboard');
  expect(host.answers).toEqual([502, 200]);
});

test('a tenant whose page takes 33 s keeps its frame, and its one session', async ({
  page,
  host,
  tenant,
  pass,
}) => {
  tenant.faults.set('page', { kind: 'hang' });
  await page.goto(host.url);
  const frame = element(page, 'dashboard').locator('iframe');
  await frame.waitFor({ state: 'attached' });
  await frame.evaluate((iframe) => iframe.setAttribute('data-first', ''));
  await pass({ seconds: 33 });
  tenant.faults.clear('page');
  await isUp(page, 'dashboard');
  await expect(frame).toHaveAttribute('data-first');
  expect(host.answers).toEqual([200]);
});

// Only Firefox reports to a page that it does not load a frame, and only if it does not try, as for this port.
test.describe('Firefox', () => {
  test.skip(({ browserName }) => browserName !== 'firefox');

  test('a tenant that the browser refuses to load is never assumed to be ready', async ({
    page,
    host,
    tenant,
    pass,
  }) => {
    host.page('/', SCRIPT + dashboardTag({ ...tenant, url: 'http://127.0.0.1:9' }));
    await page.goto(host.url);
    for (let calls = 1; calls <= 5; calls += 1) {
      // The page's clock runs between the checks, so the next call may already have arrived.
      await expect.poll(() => host.answers.length).toBeGreaterThanOrEqual(calls);
      await pass({ seconds: 20 });
    }
    await expect(element(page, 'dashboard')).toHaveJSProperty('status', 'error');
    await expect(element(page, 'dashboard')).toHaveJSProperty('error.code', 'frame-timeout');
    await expect(element(page, 'dashboard').locator('iframe')).toHaveCount(0);
    expect(host.answers).toHaveLength(5);
  });

  test('a refused connection, which Firefox does not report, ends in an error after the lifetime of three sessions', async ({
    page,
    host,
    tenant,
    pass,
  }) => {
    const { url } = tenant;
    host.page('/', SCRIPT + dashboardTag({ ...tenant, url: url.replace(/\d+$/, await unusedPort()) }));
    await page.goto(host.url);
    for (let calls = 1; calls <= 3; calls += 1) {
      await expect.poll(() => host.answers).toHaveLength(calls);
      await element(page, 'dashboard').locator('iframe').waitFor({ state: 'attached' });
      await expect(element(page, 'dashboard')).toHaveJSProperty('status', 'loading');
      await pass({ seconds: 270 });
      expect(host.answers).toHaveLength(calls);
      await pass({ seconds: 31 });
    }
    await expect(element(page, 'dashboard')).toHaveJSProperty('error.code', 'frame-timeout');
  });

  // Chromium does not stop such a load, and WebKit's tests cannot move a page's clock.
  test('a frame whose load was stopped by a 204 answer is loaded again', async ({
    page,
    host,
    tenant,
    pass,
  }) => {
    tenant.faults.set('page', { kind: 'delay', ms: 60_000 }, { times: 1 });
    await page.goto(host.url);
    await element(page, 'dashboard').locator('iframe').waitFor({ state: 'attached' });
    const answered = page.waitForResponse('**/sign-in?as=ada');
    await page.evaluate(() => location.assign('/sign-in?as=ada'));
    expect((await answered).status()).toBe(204);
    await pass({ seconds: 31 });
    await isUp(page, 'dashboard');
    expect(host.answers).toEqual([200, 200]);
  });
});
