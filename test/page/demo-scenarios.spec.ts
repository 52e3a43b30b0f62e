import { embed, expect } from './support/fixtures.js';
import { findings, log, plain, playScenario, test } from './support/demo.js';

test.describe.configure({ timeout: 60_000 });

test('the first screen explains the demo and what is emulated, and offers four scenarios', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url);
  const lead = await page.locator('.lead').innerText();
  expect(lead.match(/[.](\s|$)/g)).toHaveLength(2);
  expect(lead).toMatch(/emulated on your machine/);
  await expect(page.locator('#start-scenarios b')).toHaveText([
    'A night passes',
    'The backend breaks',
    'Someone else signs in',
    'An old tenant',
  ]);
  for (const text of await page.locator('#start-scenarios span').allInnerTexts()) {
    expect(text).toMatch(/cube-embed|plain iframe/);
  }
});

test('after a night, the element works and the plain iframe shows "Session expired"', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url);
  await playScenario(page, 'A night passes');
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  await expect(plain(page, 'dashboard').getByTestId('expired')).toContainText('Session expired');
  await expect(log(page).filter({ hasText: 'renewed in place (session-expiring)' })).toHaveCount(1);
  await expect(page.locator('#play .outcome')).toContainText('renewed the session in place');
  expect(await findings(page)).toEqual([]);
});

test('after a backend failure, the element recovers and the plain iframe stays blank', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url);
  await playScenario(page, 'The backend breaks');
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  await expect(page.locator('#panel-dashboard .without iframe')).not.toHaveAttribute('src');
  await expect(log(page).filter({ hasText: /load: ready in .* after \d failed session call/ })).toHaveCount(
    1,
  );
  await expect(page.getByLabel('Answer normally')).toBeChecked();
});

test('after another user signs in, the element shows their rows and the plain iframe the old ones', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url);
  await playScenario(page, 'Someone else signs in');
  await expect(embed(page, 'dashboard').getByTestId('attribute')).toContainText('New York');
  await expect(plain(page, 'dashboard').getByTestId('attribute')).toContainText('San Francisco');
  await expect(page.getByRole('button', { name: 'Bruno' })).toHaveAttribute('aria-pressed', 'true');
});

test('with an older tenant, at another URL, the element replaces its frame', async ({ page, demo }) => {
  await page.goto(demo.url);
  const { tenantUrl } = demo;
  await playScenario(page, 'An old tenant');
  expect(demo.tenant!.url).not.toBe(tenantUrl);
  expect(demo.tenant!.protocol).toBe('events');
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  await expect(plain(page, 'dashboard').getByTestId('expired')).toBeVisible();
  await expect(log(page).filter({ hasText: 'renewed by a new frame (window)' })).toHaveCount(1);
});
