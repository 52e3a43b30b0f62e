import { request as httpRequest } from 'node:http';
import { createCubeTenant } from '../../testkit/tenant/index.js';
import { startDemo } from '../../demo/server/demo.js';
import { element, embed, expect, isUp } from './support/fixtures.js';
import { enter, log, plain, press, test } from './support/demo.js';

const framesLoaded = (url: string) => url.includes('/embed/dashboard/');

test('signing out returns to the start and revokes the sessions; another user sees their own rows', async ({
  page,
  demo,
}) => {
  await enter(page, demo.url);
  await expect(embed(page, 'dashboard').getByTestId('attribute')).toContainText('San Francisco');
  await page.getByRole('button', { name: 'Bruno' }).click();
  await expect(embed(page, 'dashboard').getByTestId('attribute')).toContainText('New York');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(demo.tenant!.sessions.every(({ state }) => state === 'revoked')).toBe(true);
  await page.reload();
  await expect(page.locator('#start')).toBeVisible();
});

test('the guides open as pages with images and working links', async ({ page, demo }) => {
  await enter(page, demo.url);
  await page.getByRole('link', { name: 'the inspector' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The inspector');
  const picture = page.getByAltText(/^The inspector/);
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  await page.getByRole('link', { name: 'All guides' }).click();
  await page.getByRole('link', { name: 'Troubleshooting' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Troubleshooting');
  await page.getByRole('link', { name: 'The demo' }).click();
  await isUp(page, 'dashboard');
});

test('signing out works while the tenant is down', async ({ page, demo }) => {
  await enter(page, demo.url);
  await demo.tenant!.stop();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.locator('#start')).toBeVisible();
  await expect
    .poll(async () => (await page.context().cookies()).filter(({ name }) => name === 'demo_viewer'))
    .toEqual([]);
});

test('the clock moves page and tenant together, and an in-place renewal keeps what was typed', async ({
  page,
  demo,
}) => {
  await enter(page, demo.url);
  await page.getByRole('tab', { name: 'Chat' }).click();
  await isUp(page, 'chat');
  await embed(page, 'chat').getByTestId('question').fill('half a question');
  const clocks = async (): Promise<number[]> => [
    await page.evaluate(() => Date.now()),
    demo.tenant!.clock.now(),
  ];
  const before = await clocks();
  await press(page, 'Let 5 minutes pass');
  await press(page, 'Let 24 hours pass');
  for (const [at, now] of (await clocks()).entries()) {
    expect(now - before[at]!).toBeGreaterThanOrEqual(24 * 3_600_000 + 300_000);
    expect(now - before[at]!).toBeLessThan(24 * 3_600_000 + 400_000);
  }
  await expect(log(page).filter({ hasText: 'renewed in place (session-expiring)' })).toHaveCount(2);
  await expect(embed(page, 'chat').getByTestId('question')).toHaveValue('half a question');
});

test('simulated sleep behaves like real sleep, and each embed is renewed once after it', async ({
  page,
  demo,
}) => {
  await enter(page, demo.url);
  const minted = demo.tenant!.sessions.length;
  await page.getByRole('button', { name: 'Sleep for 30 hours' }).click();
  await expect(page.getByText('The laptop is asleep')).toBeVisible();
  await expect(page.getByText('The laptop is asleep')).toBeHidden();
  await expect(log(page).filter({ hasText: /renewed in place/ })).toHaveCount(1);
  await press(page, 'Let 5 minutes pass');
  await expect(log(page).filter({ hasText: /renewed/ })).toHaveCount(1);
  expect(demo.tenant!.sessions).toHaveLength(minted + 1);
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
});

test('after a page reload, the controls show the current state', async ({ page, demo }) => {
  await enter(page, demo.url);
  await page.getByLabel('Version').selectOption('no messages');
  await expect.poll(() => demo.tenant!.protocol).toBe('none');
  // Fast time lets the session expire while a frame loads on a slow machine.
  await expect(element(page, 'dashboard')).toHaveJSProperty('baseUrl', demo.tenant!.url);
  await isUp(page, 'dashboard');
  await press(page, 'Let 23 hours pass');
  await page.getByLabel('Answer 429').check();
  await expect(log(page).filter({ hasText: 'answer 429' })).toHaveCount(1);
  const clock = await page.locator('#clock-time').innerText();
  await page.getByRole('tab', { name: 'Chat' }).click();
  await page.reload();
  await expect(page.getByLabel('Answer 429')).toBeChecked();
  await expect(page.getByRole('tab', { name: 'Chat' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByLabel('Version')).toHaveValue('none');
  await expect(page.locator('#clock-time')).toContainText(clock.split(' ')[0]!);
  expect(Math.abs((await page.evaluate(() => Date.now())) - demo.tenant!.clock.now())).toBeLessThan(2_000);
});

test('selecting another generation recreates the elements for another tenant', async ({ page, demo }) => {
  await enter(page, demo.url);
  const before = await page.locator('cube-embed-dashboard').elementHandle();
  const newest = demo.tenantUrl;
  await page.getByLabel('Version').selectOption('no renewal');
  await expect
    .poll(
      () =>
        page.frames().filter((frame) => framesLoaded(frame.url()) && frame.url().startsWith(newest)).length,
    )
    .toBe(0);
  await isUp(page, 'dashboard');
  expect(await before!.evaluate((element) => element.isConnected)).toBe(false);
});

test('a failing backend is reported and recovered from', async ({ page, demo }) => {
  await enter(page, demo.url);
  await page.getByLabel('Answer 403').check();
  await press(page, 'Reload the frame');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(log(page).filter({ hasText: 'load failed after 1 failed session call' })).toHaveCount(1);
  await page.getByLabel('Answer 503').check();
  await press(page, 'Reload the frame');
  await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption('Session calls');
  await expect(log(page).filter({ hasText: 'answered 503' }).first()).toBeVisible();
  await page.getByLabel('Answer normally').check();
  await press(page, 'Reload the frame');
  await isUp(page, 'dashboard');
});

test('a crash is recovered from; revoked sessions stop working', async ({ page, demo }) => {
  await enter(page, demo.url);
  await press(page, 'Crash the embed');
  await expect(page.getByText('embed-error').first()).toBeVisible();
  await isUp(page, 'dashboard');
  await press(page, 'Revoke the sessions');
  await expect.poll(() => demo.tenant!.sessions.every(({ state }) => state === 'revoked')).toBe(true);
});

test('the controls act on the embed that is shown', async ({ page, demo }) => {
  await enter(page, demo.url);
  await press(page, 'Go to the orders');
  await expect(embed(page, 'dashboard').getByTestId('orders')).toBeVisible();
  await press(page, 'Fetch the data again');
  await expect(embed(page, 'dashboard').getByTestId('refreshes')).toHaveText('1');
  await page.getByRole('tab', { name: 'Dashboard' }).press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Creator Mode' })).toBeFocused();
  await isUp(page, 'app');
  await expect(embed(page, 'app').getByTestId('tenant')).toHaveText('fernway coffee');
  await expect(embed(page, 'app').getByTestId('tenant')).toHaveCSS('text-transform', 'capitalize');
  expect(demo.tenant!.sessions.filter(({ request }) => request.creatorMode)).toHaveLength(2);
  await press(page, 'Go to the workbooks');
  await expect(embed(page, 'app').getByTestId('page')).toHaveAttribute('data-path', /\/workbooks$/);
  await expect(plain(page, 'app').getByTestId('page')).not.toHaveAttribute('data-path', /\/workbooks$/);
  await press(page, 'Renew the session');
  await expect(log(page).filter({ hasText: /Creator Mode\s*renewed/ })).toHaveCount(1);
});

test('appearance, language and filters change without a new frame, until a filter is taken away', async ({
  page,
  demo,
}) => {
  await enter(page, demo.url);
  const frame = await page.locator('cube-embed-dashboard iframe').elementHandle();
  const root = embed(page, 'dashboard').locator('html');
  await page.getByLabel('Colors').selectOption('dark');
  await expect(root).toHaveAttribute('data-scheme', 'dark');
  const shown = embed(page, 'dashboard').getByTestId('page');
  const texts = new Set<string>();
  for (const locale of ['en-US', 'de-DE', 'fr-FR']) {
    await page.getByLabel('Language').selectOption(locale);
    await expect(shown).toHaveAttribute('data-locale', locale);
    texts.add(await embed(page, 'dashboard').getByTestId('title').innerText());
  }
  expect(texts.size).toBe(3);
  await expect(page.getByLabel('Language').locator('option')).toHaveCount(4);
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await expect(shown).toHaveAttribute('data-timezone', 'Asia/Tokyo');
  await page.getByLabel('Theme').selectOption('Plum');
  await expect
    .poll(() => root.evaluate((html) => getComputedStyle(html).getPropertyValue('--primary').trim()))
    .toBe('#8a3f7d');
  await page.getByLabel('Order status').selectOption('returned');
  await expect(embed(page, 'dashboard').getByTestId('filter')).toContainText('returned');
  expect(await frame!.evaluate((iframe) => iframe.isConnected)).toBe(true);
  // Cube documents no action that takes a filter away.
  await page.getByLabel('Order status').selectOption('any');
  await expect(embed(page, 'dashboard').getByTestId('filter')).toHaveCount(0);
  expect(await frame!.evaluate((iframe) => iframe.isConnected)).toBe(false);
});

test('the code sample matches what is shown, can be copied, and links to existing guides', async ({
  page,
  demo,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(page, demo.url);
  await page.getByLabel('Language').selectOption('de-DE');
  await page.getByRole('button', { name: 'Copy the code of “The tag”' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('<cube-embed-dashboard');
  expect(copied).toContain('locale="de-DE"');
  expect(copied).toContain('  keep\n');
  await page.getByRole('tab', { name: 'Creator Mode' }).click();
  await expect(page.locator('.sample code').nth(1)).toContainText('creatorMode: true');
  await expect(page.locator('.sample code').nth(2)).toContainText('/embed/d/1/app?session=${sessionId}');
  const links = page.locator('.code a');
  expect(await links.count()).toBeGreaterThan(5);
  for (const link of await links.all()) {
    const response = await page.request.get(demo.url + (await link.getAttribute('href'))!);
    expect(response.status()).toBe(200);
  }
});

test('with a real Cube tenant, controls for the emulated one are hidden', async ({ page }) => {
  const apiKey = 'of-the-other';
  const tenant = createCubeTenant({
    apiKey,
    deployments: [7],
    dashboards: { coffee: { title: 'Coffee' } },
    userAttributes: [],
  });
  const real = { tenantUrl: await tenant.start(), apiKey, deploymentId: 7, dashboardId: 'coffee' };
  const demo = await startDemo({ port: 0, real });
  try {
    await page.goto(demo.url);
    await expect(page.locator('#start-scenarios b')).toHaveText(['The backend breaks']);
    await enter(page, demo.url, 'Carla Okafor');
    await expect(embed(page, 'dashboard').getByTestId('title')).toHaveText('Coffee');
    expect(new Set(tenant.sessions.map(({ request }) => request.externalId))).toEqual(
      new Set(['demo-ada', 'demo-carla']),
    );
    for (const name of ['Let 24 hours pass', 'Sleep for 30 hours', 'Crash the embed', 'Go to the orders']) {
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    }
    for (const label of ['Version', 'Language', 'Order status'])
      await expect(page.getByLabel(label)).toHaveCount(0);
    await expect(page.locator('#clock')).toBeHidden();
    const clock = await page.request.post(`${demo.url}/demo/clock`, { data: { advanceMs: 1 } });
    expect(clock.status()).toBe(404);
  } finally {
    await demo.stop();
    await tenant.stop();
  }
});

test('a request with another host name is refused', async ({ demo }) => {
  const { port } = new URL(demo.url);
  const statusFor = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      httpRequest({ host: 'localhost', port, path: '/', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await statusFor(`localhost:${port}`)).toBe(200);
  expect(await statusFor('rebind.evil')).toBe(403);
});
