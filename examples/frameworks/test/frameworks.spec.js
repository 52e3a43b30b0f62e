import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { BUNDLERS } from '../bundlers/bundlers.js';
import { countListeners } from './listeners.js';
import { servePage } from './pages.js';

const API_KEY = 'a-key-that-must-never-be-seen';
const IN_THE_BROWSER = [
  ...['html', 'react', 'react18', 'vue', 'svelte', 'solid', 'preact', 'angular'],
  ...['alpine', 'htmx', 'turbo'],
  ...Object.keys(BUNDLERS),
];
const ON_THE_SERVER = [
  'lit-ssr',
  'react18-ssr',
  'vue-ssr',
  'angular-ssr',
  'next',
  'nuxt',
  'sveltekit',
  'react-router',
  'astro',
];

for (const name of [...IN_THE_BROWSER, ...ON_THE_SERVER]) {
  test.describe(name, () => {
    // One server for the tests of one framework; the frameworks run in parallel.
    test.describe.configure({ mode: 'default' });

    let tenant;
    let host;
    /** The page's console messages and errors, which include hydration mismatches. */
    let complaints;

    test.beforeAll(async () => {
      tenant = createCubeTenant({ apiKey: API_KEY });
      await tenant.start();
      host = await servePage(name, tenant, API_KEY);
    });

    test.afterAll(async () => {
      await host?.stop();
      await tenant?.stop();
    });

    test.beforeEach(async ({ page }) => {
      tenant.reset();
      complaints = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.addInitScript(countListeners);
    });

    const frame = (page) => page.frameLocator('cube-embed-dashboard iframe');
    const toggle = (page) => page.getByRole('button', { name: 'Toggle' }).click();
    const isReady = (page) => expect(page.locator('output')).toHaveText('Ready: sales');

    test('shows the embed with one session for one mount', async ({ page }) => {
      await page.goto(host.url);
      await expect(frame(page).getByText('Sales overview').first()).toBeVisible();
      await isReady(page);
      expect(tenant.sessions).toMatchObject([{ state: 'spent' }]);
      expect(tenant.log.filter(({ kind }) => kind === 'page' || kind === 'refused')).toHaveLength(1);
      expect(complaints).toEqual([]);
    });

    test('passes an object property on to the embed', async ({ page }) => {
      await page.goto(host.url);
      await isReady(page);
      // In the URL, or in an action if the element started before its framework.
      const filters = () =>
        tenant.log.map(({ kind, url, payload }) =>
          kind === 'page'
            ? new URL(url, tenant.url).searchParams.get('f_orders.status')
            : kind === 'action' && payload.filterUrlParameter?.replace('f_orders.status=', ''),
        );
      await expect.poll(filters).toContain('{"value":"completed"}');
      // Vue writes `:hide-header="false"` as the text "false".
      expect(tenant.log.find(({ kind }) => kind === 'page').url).not.toContain('showDashboardHeader');
      expect(tenant.sessions).toHaveLength(1);
    });

    test('changes a property of the live embed without a new session', async ({ page }) => {
      await page.goto(host.url);
      await isReady(page);
      await expect(frame(page).locator('html')).toHaveAttribute('data-scheme', 'light');
      await page.getByRole('button', { name: 'Dark' }).click();
      await expect(frame(page).locator('html')).toHaveAttribute('data-scheme', 'dark');
      expect(tenant.sessions).toHaveLength(1);
    });

    test('leaves nothing behind when it is unmounted, and mounts again with a new session', async ({
      page,
    }) => {
      await page.goto(host.url);
      await isReady(page);
      const mounted = await page.evaluate(() => window.keptListeners());
      await toggle(page);
      await expect(page.locator('cube-embed-dashboard')).toHaveCount(0);
      await expect.poll(() => tenant.pages).toEqual([]);
      expect(page.frames()).toHaveLength(1);
      const left = await page.evaluate(() => window.keptListeners());
      await toggle(page);
      await expect(frame(page).getByText('Sales overview').first()).toBeVisible();
      expect(tenant.sessions).toMatchObject([{ state: 'spent' }, { state: 'spent' }]);
      // The embed's listeners are removed with it; the framework's own listeners stay.
      expect(mounted - left).toBeGreaterThan(3);
      expect(await page.evaluate(() => window.keptListeners())).toBe(mounted);
      expect(complaints).toEqual([]);
    });

    if (ON_THE_SERVER.includes(name)) {
      test('is rendered on the server without a session', async ({ request, page }) => {
        const warnings = [];
        const { error } = console;
        console.error = (...words) => warnings.push(words.join(' '));
        const markup = await (await request.get(host.url)).text();
        console.error = error;
        expect(warnings).toEqual([]);
        expect(markup).toMatch(/<cube-embed-dashboard[^>]* dashboard-id="sales"/);
        expect(markup).toContain(`base-url="${tenant.url}"`);
        expect(markup).not.toMatch(/<iframe|[0-9a-f]{32}|eyJ/);
        expect(markup).not.toContain(API_KEY);
        // Nor the source code of a callback.
        const [element] = /<cube-embed-dashboard[^]*?<\/cube-embed-dashboard>/.exec(markup);
        expect(element).not.toMatch(/fetch-?session|signal/i);
        expect(tenant.sessions).toEqual([]);

        await page.route('**/*.js', (route) => route.abort());
        await page.goto(host.url);
        await expect(page.locator('cube-embed-dashboard')).toHaveCount(1);
        expect(tenant.sessions).toEqual([]);
      });

      test('upgrades the server-rendered element and creates no other', async ({ page }) => {
        // Marks the first element that the parser creates, before any script of the page runs.
        await page.addInitScript(() => {
          new MutationObserver((records, observer) => {
            const element = document.querySelector('cube-embed-dashboard');
            if (!element) return;
            element.fromMarkup = true;
            observer.disconnect();
          }).observe(document, { childList: true, subtree: true });
        });
        await page.goto(host.url);
        await isReady(page);
        expect(await page.locator('cube-embed-dashboard').evaluate((element) => element.fromMarkup)).toBe(
          true,
        );
        expect(complaints).toEqual([]);
      });
    }
  });
}
