import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { examine } from '../../doctor.js';
import { SERVER_NAMES, startServer } from './server-process.js';
import { startSlowServer } from './slow-server.js';

const API_KEY = 'a-key-that-must-never-be-seen';

for (const name of SERVER_NAMES) {
  test.describe(name, () => {
    let tenant;
    let server;

    test.beforeAll(async () => {
      tenant = createCubeTenant({ apiKey: API_KEY, deployments: [7] });
      await tenant.start();
      server = await startServer(name, settings());
    });

    const settings = () => ({
      CUBE_TENANT_URL: tenant.url,
      CUBE_API_KEY: API_KEY,
      CUBE_DEPLOYMENT_ID: '7',
      CUBE_DASHBOARD_ID: 'sales',
    });

    test.beforeEach(() => {
      tenant.reset();
    });

    test.afterAll(async () => {
      await server?.stop();
      await tenant?.stop();
      expect(server?.output).not.toContain(API_KEY);
    });

    const post = (request, options = {}) =>
      request.post(`${server.url}/cube-session`, {
        data: { surface: 'dashboard', reason: 'initial' },
        ...options,
      });

    /** Signs the test's own HTTP client in. */
    const signIn = (request) => request.post(`${server.url}/sign-in?id=Ada@example.com`);

    const refusals = () => tenant.log.filter(({ kind }) => kind === 'refused');

    test('signs in, mints a session and loads a frame with this viewer’s rows only', async ({ page }) => {
      await page.goto(server.url);
      await expect(page.locator('cube-embed-dashboard')).toHaveCount(0);
      await page.getByRole('button', { name: 'Sign in as Ada' }).click();

      const frame = page.frameLocator('cube-embed-dashboard iframe');
      await expect(frame.getByText('San Francisco').first()).toBeVisible();
      await expect(frame.getByText('New York')).toHaveCount(0);
      await expect
        .poll(() => page.locator('cube-embed-dashboard').evaluate((element) => element.status))
        .toBe('ready');
      expect(tenant.sessions).toMatchObject([
        {
          state: 'spent',
          request: { externalId: 'ada@example.com', deploymentId: 7, userAttributes: [{ name: 'city' }] },
        },
      ]);
      expect(refusals()).toEqual([]);
    });

    test('mints nothing for a visitor who is not signed in or claims another identity in the body', async ({
      request,
    }) => {
      expect((await post(request)).status()).toBe(401);
      expect((await post(request, { data: { externalId: 'grace', user: 'grace' } })).status()).toBe(401);
      await signIn(request);
      const answer = await post(request, { data: { externalId: 'grace', deploymentId: 99 } });
      expect(await answer.json()).toEqual({ sessionId: expect.stringMatching(/^[0-9a-f]{32}$/) });
      expect(tenant.sessions).toMatchObject([
        { request: { externalId: 'ada@example.com', deploymentId: 7 } },
      ]);
    });

    test('passes every check of the doctor', async ({ request }) => {
      await signIn(request);
      const { cookies } = await request.storageState();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const output = await examine(`${server.url}/cube-session`, {
        ...settings(),
        CUBE_ENDPOINT_HEADER: `Cookie: ${cookie}`,
      });
      expect(output).toContain('0 failed, 0 skipped.');
    });

    test('keeps the handler’s no-store and nosniff headers', async ({ request }) => {
      await signIn(request);
      expect((await post(request)).headers()).toMatchObject({
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'x-content-type-options': 'nosniff',
      });
    });

    test('mints nothing for a cross-site page', async ({ request }) => {
      await signIn(request);
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
        expect((await post(request, { headers })).status()).toBe(403);
      }
      expect((await post(request, { headers: { origin: server.url } })).status()).toBe(200);
      expect(tenant.sessions).toHaveLength(1);
    });

    test('signs out', async ({ page }) => {
      await page.goto(server.url);
      await page.getByRole('button', { name: 'Sign in as Ada' }).click();
      await expect(
        page.frameLocator('cube-embed-dashboard iframe').getByText('San Francisco').first(),
      ).toBeVisible();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('button', { name: 'Sign in as Ada' })).toBeVisible();
      // the only one of these servers whose sign-out revokes the sessions
      if (name === 'hono') expect(tenant.sessions).toMatchObject([{ state: 'revoked' }]);
    });

    test('accepts only POST', async ({ request }) => {
      expect((await request.get(`${server.url}/cube-session`)).status()).toBe(405);
    });

    test('mints nothing for an oversized body', async ({ request }) => {
      await signIn(request);
      const answer = await post(request, { data: { surface: 'x'.repeat(2_000_000) } });
      expect(answer.status()).toBe(413);
      expect(tenant.sessions).toHaveLength(0);
    });

    test('answers with Retry-After when Cube is busy', async ({ request }) => {
      await signIn(request);
      tenant.faults.set('generate', {
        kind: 'refuse',
        status: 429,
        retryAfter: 9,
        message: `slow down, ${API_KEY}`,
      });
      const answer = await post(request);
      expect(answer.status()).toBe(503);
      expect(answer.headers()['retry-after']).toBe('9');
      expect(await answer.text()).not.toContain('slow down');
    });

    test('sends a long Retry-After when Cube refuses permanently, and logs what to do', async ({
      request,
    }) => {
      await signIn(request);
      tenant.faults.set('generate', { kind: 'refuse', status: 403, message: 'Embedding is off' });
      const answer = await post(request);
      expect(answer.status()).toBe(502);
      expect(answer.headers()['retry-after']).toBe('600');
      await expect
        .poll(() => server.output)
        .toContain(
          'could not create a session: CubeApiError: generate-session answered 403: Embedding is off (check that',
        );
    });

    test('aborts the call to Cube when the page has disconnected', async ({ request }) => {
      await signIn(request);
      const { cookies } = await request.storageState();
      const slow = await startSlowServer();
      const other = await startServer(name, { ...settings(), CUBE_TENANT_URL: slow.url });
      const controller = new AbortController();
      const gone = fetch(`${other.url}/cube-session`, {
        method: 'POST',
        headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
        signal: controller.signal,
      }).catch((error) => error.name);
      const call = await slow.called;
      controller.abort();
      expect(await gone).toBe('AbortError');
      await call.closed;
      await other.stop();
      slow.stop();
    });
  });
}
