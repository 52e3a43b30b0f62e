import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { servePage } from './pages.js';
import WAYS from './ways.js';

const API_KEY = 'a-key-that-must-never-be-seen';

/** Delays a page's answer until Turbo shows its preview, and an embed in it has requested its session. */
const holdPreview = (page) => async (route) => {
  const isPage = route.request().resourceType() === 'fetch' && /\/(preview\/)?$/.test(route.request().url());
  if (isPage) {
    await expect(page.locator('html[data-turbo-preview]')).toHaveCount(1);
    for (const embed of await page.locator('cube-embed-dashboard').all()) {
      await expect(embed).toHaveJSProperty('status', 'loading');
    }
  }
  await route.continue();
};

for (const name of new Set(WAYS.map(({ page }) => page))) {
  test.describe(`routes of ${name}`, () => {
    test.describe.configure({ mode: 'default' });

    let tenant;
    let host;

    test.beforeAll(async () => {
      tenant = createCubeTenant({ apiKey: API_KEY });
      await tenant.start();
      host = await servePage(name, tenant, API_KEY);
    });

    test.afterAll(async () => {
      await host?.stop();
      await tenant?.stop();
    });

    for (const { start, way, slow, sessions, then = sessions.slice(1) } of WAYS.filter(
      ({ page }) => page === name,
    )) {
      const [onLoad, onLeaving, onReturn] = sessions;

      test(`${way}: sessions minted on load ${onLoad}, on leaving ${onLeaving}, back ${onReturn}`, async ({
        page,
      }) => {
        tenant.reset();
        const go = (route) =>
          page.locator('nav, div, body').getByText(route, { exact: true }).first().click();
        const count = () => tenant.sessions.length;
        /** Waits until the embed is ready in a page that is no longer a preview. */
        const isUp = async () => {
          await expect(page.locator('html:not([data-turbo-preview])')).toHaveCount(1);
          const embed = page.locator('cube-embed-dashboard:visible');
          await expect(embed).toHaveJSProperty('status', 'ready');
          await expect(
            embed.locator('iframe').contentFrame().getByText('Sales overview').first(),
          ).toBeVisible();
        };

        await page.goto(host.url + start);
        await isUp();
        if (slow) await page.route('**/*', holdPreview(page));
        expect(count()).toBe(onLoad);

        let total = onLoad;
        // Twice, so that late calls of the first round appear in the numbers of the second.
        for (const [round, [leaving, coming]] of [[onLeaving, onReturn], then].entries()) {
          await go('Settings');
          await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
          total += leaving;
          await expect.poll(count, `sessions after leaving, round ${round}`).toBe(total);
          await go('Reports');
          await isUp();
          total += coming;
          await expect.poll(count, `sessions after coming back, round ${round}`).toBe(total);
        }
      });
    }
  });
}
