import type { AddressInfo, Server } from 'node:net';
import { expect, test } from '@playwright/test';
import { build, serve } from 'vitepress';
import manifest from '../../package.json' with { type: 'json' };
import { findings } from './support/demo.js';

const { pathname: BASE } = new URL(manifest.homepage);

// The site is built once, which takes some ten seconds.
test.describe.configure({ mode: 'default', timeout: 120_000 });

let server: Server;
let site: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  await build('docs');
  ({ server } = (await serve({ root: 'docs', port: 0 })) as unknown as { server: Server });
  site = `http://localhost:${(server.address() as AddressInfo).port}${BASE}`;
});

test.afterAll(() => {
  server.close();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the pages, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of [
      '',
      'start',
      'server',
      'api',
      'frameworks/',
      'frameworks/react',
      'testing',
      'performance',
    ]) {
      await page.goto(site + path);
      await expect(page.locator('h1')).toBeVisible();
      // The label of the theme's own search button leaves out the key that the button shows.
      const ours = (await findings(page)).filter((found) => !found.includes('DocSearch-Button'));
      expect(ours, path).toEqual([]);
    }
  });
}

test('needs nothing from another site', async ({ page }) => {
  const others: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site) && !request.url().startsWith('data:')) others.push(request.url());
  });
  await page.goto(site);
  await page.goto(`${site}api`);
  expect(others).toEqual([]);
});

test('has every framework in the side bar, and in "next" and "previous"', async ({ page }) => {
  await page.goto(`${site}frameworks/react`);
  const sidebar = page.getByRole('navigation', { name: 'Sidebar' });
  for (const name of ['React', 'Vue', 'Angular', 'Svelte', 'Astro', 'htmx'])
    await expect(sidebar.getByRole('link', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Next page Next.js' })).toBeVisible();
});

for (const [word, title] of [
  ['csp', /Security|Troubleshooting/],
  ['german', /Look and language/],
  ['language', /Look and language/],
  ['proxy', /Development servers|session endpoint/i],
  ['cors', /session endpoint|One endpoint/i],
  ['redis', /Limits/],
] as const) {
  test(`its search finds "${word}"`, async ({ page }) => {
    await page.goto(`${site}start`);
    await page.getByRole('button', { name: /^Search/ }).click();
    await page.getByRole('searchbox').fill(word);
    await expect(page.locator('.results').getByText(title).first()).toBeVisible();
  });
}
