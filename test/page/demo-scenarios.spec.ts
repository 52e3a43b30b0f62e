import { embed, expect } from './support/fixtures.js';
import { findings, log, plain, playScenario, test } from './support/demo.js';

test.describe.configure({ timeout: 60_000 });

test('the first screen explains the demo and what is emulated, and offers its scenarios', async ({
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
    'Away and back',
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

test('away and back, the element has kept its embed and the plain iframe loads anew', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Away and back' }).filter({ visible: true }).click();
  await expect(page.locator('#play [data-step=now]')).toContainText('another page of your application');
  const minted = demo.tenant!.sessions.length;
  await expect(page.locator('.pane iframe')).toHaveCount(0);
  await expect(page.locator('#play .outcome')).toContainText(
    /^cube-embed kept the embed: it was back after \d+ ms, without a session/,
  );
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  await expect(plain(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  expect(demo.tenant!.sessions).toHaveLength(minted + 1);
});

test('what a visitor has switched is back to normal for the next', async ({ page, demo }) => {
  await page.goto(demo.url);
  await playScenario(page, 'An old tenant');
  await page.getByRole('button', { name: 'Play with it' }).click();
  await page.getByLabel('Answer 503').check();
  await page.getByLabel('Colors').selectOption('dark');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-scheme');
  await page.locator('#doors button').first().click();
  await expect(embed(page, 'dashboard').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  expect(demo.tenant!.protocol).toBe('renewal');
  await expect(page.getByLabel('Answer normally')).toBeChecked();
  await expect(page.getByLabel('Version')).toHaveValue('renewal');
  await expect(page.getByLabel('Colors')).toHaveValue('auto');
});

test('Enter on a scenario or a viewer keeps the focus', async ({ page, demo }) => {
  await page.goto(demo.url);
  await page.locator('#start-scenarios button').nth(4).press('Enter');
  await expect(page.locator('#scenarios button').nth(4)).toBeFocused();
  await page.locator('#play .outcome').filter({ hasText: 'kept the embed' }).waitFor();
  await expect(page.locator('#scenarios button').nth(4)).toBeFocused();
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await page.locator('#doors button').first().press('Enter');
  await expect(page.locator('#workspace-title')).toBeFocused();
});
