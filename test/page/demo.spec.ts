import type { Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { startDemo } from '../../demo/server/demo.js';
import type { Demo } from '../../demo/server/demo.js';
import { createCubeTenant } from '../../testkit/tenant/index.js';
import { embed, isUp } from './support/fixtures.js';

const test = base.extend<{ demo: Demo }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern.
  demo: async ({}, use) => {
    const demo = await startDemo({ port: 0 });
    await use(demo);
    await demo.stop();
  },
});

async function signIn(page: Page, url: string, name = 'Ada Moreau'): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name }).click();
  await isUp(page, 'dashboard');
  await isUp(page, 'chat');
}

const log = (page: Page) => page.getByRole('log').getByRole('listitem');

const value = (page: Page, surface: string, name: string) =>
  page.locator(`#strip [data-surface=${surface}] [data-value=${name}]`);

test('the page asks who is there, and signs in as somebody else and out', async ({ page, demo }) => {
  await signIn(page, demo.url);
  await expect(embed(page, 'dashboard').getByTestId('attribute')).toContainText('San Francisco');
  await page.getByRole('button', { name: 'Bruno' }).click();
  await expect(embed(page, 'dashboard').getByTestId('attribute')).toContainText('New York');
  await expect(embed(page, 'chat').getByTestId('attribute')).toContainText('New York');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('alert')).toHaveCount(2);
  await expect(page.getByRole('alert').first()).toContainText('signed out');
  expect(demo.tenant!.sessions.map(({ state }) => state).slice(-2)).toEqual(['revoked', 'revoked']);
});

test('24 hours pass: both embeds are renewed in place, and the page says so', async ({ page, demo }) => {
  await signIn(page, demo.url);
  await embed(page, 'chat').getByTestId('question').fill('half a question');
  const before = demo.tenant!.clock.now();
  await page.getByRole('button', { name: '24 h' }).click();
  await expect(page.getByRole('button', { name: '24 h' })).toBeEnabled({ timeout: 20_000 });
  expect(demo.tenant!.clock.now() - before).toBeGreaterThanOrEqual(24 * 3_600_000);
  for (const surface of ['dashboard', 'chat']) {
    await expect(value(page, surface, 'in-place')).toHaveText('1');
    await expect(value(page, surface, 'frames')).toHaveText('1');
    await expect(value(page, surface, 'sessions')).toHaveText('2');
  }
  await expect(log(page).filter({ hasText: 'in place, because of session-expiring' })).toHaveCount(2);
  await expect(embed(page, 'chat').getByTestId('question')).toHaveValue('half a question');
});

test('a tenant of another generation gets new frames, after 30 hours of sleep too', async ({
  page,
  demo,
}) => {
  await signIn(page, demo.url);
  await page.getByLabel('Speaks').selectOption('events');
  await expect(value(page, 'dashboard', 'frames')).toHaveText('2');
  await expect(value(page, 'chat', 'frames')).toHaveText('2');
  expect(demo.tenant!.protocol).toBe('events');
  await page.getByRole('button', { name: 'Sleep 30 h' }).click();
  await expect(log(page).filter({ hasText: 'new frame, because of window' })).toHaveCount(2, {
    timeout: 15_000,
  });
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
});

test('the short steps of time move page and tenant together', async ({ page, demo }) => {
  await signIn(page, demo.url);
  const clocks = async (): Promise<number[]> => [
    await page.evaluate(() => Date.now()),
    demo.tenant!.clock.now(),
  ];
  const before = await clocks();
  await page.getByRole('button', { name: '5 min' }).click();
  await expect(page.getByRole('button', { name: '5 min' })).toBeEnabled();
  await page.getByRole('button', { name: '23 h' }).click();
  await expect(page.getByRole('button', { name: '23 h' })).toBeEnabled({ timeout: 20_000 });
  for (const [at, now] of (await clocks()).entries()) {
    expect(now - before[at]!).toBeGreaterThanOrEqual(23 * 3_600_000 + 300_000);
    expect(now - before[at]!).toBeLessThan(23 * 3_600_000 + 400_000);
  }
});

test('a backend that is ill is told of and recovered from', async ({ page, demo }) => {
  await signIn(page, demo.url);
  const reload = page.getByRole('button', { name: 'reload()' });
  await page.getByLabel('403').check();
  await reload.click();
  await expect(page.getByRole('alert')).toHaveCount(2);
  await expect(log(page).filter({ hasText: 'session-denied, fatal' })).toHaveCount(2);
  for (const [illness, status] of [
    ['Down', '503'],
    ['429', '429'],
  ] as const) {
    await page.getByLabel(illness).check();
    await reload.click();
    await expect(
      log(page)
        .filter({ hasText: `session for reload: ${status}` })
        .first(),
    ).toBeVisible();
  }
  await page.getByLabel('Slow').check();
  await reload.click();
  await expect(page.getByRole('status').first()).toContainText('Loading');
  await page.getByLabel('Fine').check();
  await reload.click();
  await isUp(page, 'dashboard');
  await isUp(page, 'chat');
});

test('a fatal error is recovered from; revoked tokens are of no use any more', async ({ page, demo }) => {
  await signIn(page, demo.url);
  await page.getByRole('button', { name: 'Fatal error' }).click();
  await expect(log(page).filter({ hasText: 'crashed, on purpose' }).first()).toBeVisible();
  await expect(value(page, 'dashboard', 'frames')).toHaveText('2');
  await isUp(page, 'dashboard');
  await page.getByRole('button', { name: 'Revoke sessions' }).click();
  await expect.poll(() => demo.tenant!.sessions.every(({ state }) => state === 'revoked')).toBe(true);
});

test('the methods do what they say', async ({ page, demo }) => {
  await signIn(page, demo.url);
  const dashboard = embed(page, 'dashboard');
  await page.getByRole('button', { name: 'navigate()' }).click();
  await expect(dashboard.getByTestId('orders')).toBeVisible();
  await expect(
    log(page).filter({ hasText: '/embed/dashboard/sales → /embed/dashboard/sales/orders' }),
  ).toHaveCount(1);
  await page.getByRole('button', { name: 'refresh()' }).click();
  await expect(dashboard.getByTestId('refreshes')).toHaveText('1');
  await page.getByRole('button', { name: 'renew()' }).click();
  await expect(log(page).filter({ hasText: 'because of renew' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'reload()' }).click();
  await expect(log(page).filter({ hasText: 'session for reload: 200' })).toHaveCount(2);
});

test('settings reach the embeds without a new frame', async ({ page, demo }) => {
  await signIn(page, demo.url);
  const shown = embed(page, 'dashboard').getByTestId('page');
  const root = embed(page, 'dashboard').locator('html');
  await page.getByLabel('Color scheme').selectOption('dark');
  await expect(root).toHaveAttribute('data-scheme', 'dark');
  await page.getByLabel('Locale').selectOption('de-DE');
  await expect(shown).toHaveAttribute('data-locale', 'de-DE');
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await expect(shown).toHaveAttribute('data-timezone', 'Asia/Tokyo');
  await page.getByLabel('Theme').selectOption('plum');
  await expect
    .poll(() => root.evaluate((html) => getComputedStyle(html).getPropertyValue('--primary').trim()))
    .toBe('#8a3f7d');
  await page.getByLabel('Order status').selectOption('returned');
  await expect(embed(page, 'dashboard').getByTestId('filter')).toContainText('returned');
  await page.getByLabel('Order status').selectOption('any');
  await expect(embed(page, 'dashboard').getByTestId('filter')).toHaveCount(0);
  await expect(value(page, 'dashboard', 'frames')).toHaveText('1');
});

test('Creator Mode comes up when its tab is opened, by the arrow keys too', async ({ page, demo }) => {
  await signIn(page, demo.url);
  expect(demo.tenant!.sessions).toHaveLength(2);
  await page.getByRole('tab', { name: 'Analytics' }).press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Creator Mode' })).toBeFocused();
  await isUp(page, 'app');
  expect(demo.tenant!.sessions.at(-1)!.request).toMatchObject({ creatorMode: true });
  await expect(value(page, 'app', 'frames')).toHaveText('1');
});

test('with a Cube tenant of its own, the page is the same but for the controls of the emulated one', async ({
  page,
}) => {
  const tenant = createCubeTenant({ apiKey: 'of-the-other', deployments: [7], dashboards: ['coffee'] });
  const tenantUrl = await tenant.start();
  const demo = await startDemo({
    port: 0,
    real: { tenantUrl, apiKey: 'of-the-other', deploymentId: 7, dashboardId: 'coffee' },
  });
  try {
    await signIn(page, demo.url, 'Carla Okafor');
    await expect(embed(page, 'dashboard').getByTestId('title')).toHaveText('Coffee');
    expect(tenant.sessions.map(({ request }) => request.deploymentId)).toEqual([7, 7]);
    for (const name of ['24 h', 'Sleep 30 h', 'Fatal error']) {
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    }
    await expect(page.getByLabel('Speaks')).toHaveCount(0);
    await page.getByRole('button', { name: 'Revoke sessions' }).click();
    await expect.poll(() => tenant.sessions.every(({ state }) => state === 'revoked')).toBe(true);
    expect((await page.request.post(`${demo.url}/demo/clock`, { data: { advanceMs: 1 } })).status()).toBe(
      404,
    );
  } finally {
    await demo.stop();
    await tenant.stop();
  }
});
