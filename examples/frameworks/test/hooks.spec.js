import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { servePage } from './pages.js';

const API_KEY = 'a-key-that-must-never-be-seen';

for (const name of ['react', 'preact', 'solid', 'vue', 'svelte', 'angular']) {
  test.describe(`an element’s state in ${name}`, () => {
    test.describe.configure({ mode: 'default' });

    let tenant;
    let host;

    test.beforeAll(async () => {
      tenant = createCubeTenant({ apiKey: API_KEY });
      await tenant.start();
      host = await servePage(`hooks-${name}`, tenant, API_KEY);
    });

    test.afterAll(async () => {
      await host?.stop();
      await tenant?.stop();
    });

    test.beforeEach(() => tenant.reset());

    const press = (page, button) => page.getByRole('button', { name: button, exact: true }).click();
    /** Angular's template has white space around the values. */
    const isShown = (page, state) => expect(page.locator('output')).toHaveText(state);

    async function open(page) {
      await page.goto(host.url);
      await isShown(page, /ready/);
    }

    test('shows the status and the viewer’s path', async ({ page }) => {
      await open(page);
      await tenant.emit('view', { surface: 'dashboard', path: '/embed/dashboard/sales/details' });
      await isShown(page, 'ready /details');
    });

    test('shows a renewal while it is under way, and renews by its method', async ({ page }) => {
      await open(page);
      let go;
      const held = new Promise((resolve) => (go = resolve));
      await page.route('**/cube-session', async (route) => {
        await held;
        await route.continue();
      });
      await press(page, 'Renew');
      await isShown(page, /ready\s+renewing/);
      go();
      await expect(page.locator('output')).not.toHaveText(/renewing/);
      await isShown(page, /ready/);
      expect(tenant.sessions).toHaveLength(2);
    });

    test('shows an error, and its end after a reload', async ({ page }) => {
      await open(page);
      await page.route('**/cube-session', (route) => route.fulfill({ status: 401 }));
      await press(page, 'Reload');
      await isShown(page, /error\s+session-denied/);
      await page.unroute('**/cube-session');
      await press(page, 'Reload');
      await isShown(page, /ready/);
    });

    test('sends a filter by its method', async ({ page }) => {
      await open(page);
      await press(page, 'Shipped');
      const filters = () => tenant.log.map(({ payload }) => payload?.filterUrlParameter);
      await expect.poll(filters).toContain('f_orders.status={"value":"shipped"}');
    });

    test('parks an element with `keep`, and shows the next one’s state', async ({ page }) => {
      await open(page);
      for (let round = 0; round < 2; round++) {
        await press(page, 'Toggle');
        await expect(page.locator('cube-embed-dashboard')).toHaveCount(0);
        // Without an element, Angular's page has no instance to read.
        if (name !== 'angular') await isShown(page, 'idle');
        await press(page, 'Toggle');
        await isShown(page, /ready/);
      }
      expect(tenant.sessions).toHaveLength(1);
      expect(tenant.pages).toHaveLength(1);
    });
  });
}
