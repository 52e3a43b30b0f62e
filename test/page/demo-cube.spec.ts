import { expect, test as base } from './support/bare-frame.js';
import { loadCubePage } from '../../demo/server/cube-page.js';

/** The pages that the demo gives its emulated tenants, in plain iframes. */
const test = base.extend({
  tenantOptions: async ({}, use) => use({ page: await loadCubePage() }),
});

const DASHBOARD = '/embed/dashboard/sales';
const APP = '/embed/d/1/app';

test.describe('the demo’s Cube', () => {
  test('draws charts, and opens the orders behind the value that is clicked', async ({ bare }) => {
    await bare.open(DASHBOARD);
    await bare.frame.getByTestId('chart-by-dimension').click();
    await expect(bare.frame.getByTestId('drilldown')).toBeVisible();
    await bare.frame.getByTestId('close-drilldown').click();
    await bare.frame.getByTestId('drill').filter({ hasText: 'returned' }).click();
    expect(await bare.payloads('drilldown')).toEqual([
      { member: 'orders.city', value: expect.any(String), widgetId: 'by-dimension' },
      { member: 'orders.status', value: 'returned', widgetId: 'by-status' },
    ]);
  });

  test('follows the host’s theme and color scheme', async ({ bare }) => {
    await bare.open(DASHBOARD);
    await bare.act('set-theme', { primaryColor: 'rgb(200, 30, 30)', borderRadius: 3 });
    await expect(bare.frame.getByTestId('tab-overview')).toHaveCSS('border-bottom-color', 'rgb(200, 30, 30)');
    await expect(bare.frame.getByTestId('kpi-revenue')).toHaveCSS('border-radius', '3px');
    await bare.act('set-color-scheme', { scheme: 'dark' });
    await expect(bare.frame.locator('html')).toHaveAttribute('data-scheme', 'dark');
  });

  test('shows the chat and the app', async ({ bare }) => {
    await bare.open('/embed/chat');
    await bare.frame.getByTestId('suggestion').first().click();
    await expect(bare.frame.getByTestId('message').last()).toContainText('San Francisco');
    await bare.open(APP);
    await bare.frame.getByTestId('nav-workbooks').click();
    await bare.frame.getByTestId('open-workbook').first().click();
    await expect(bare.frame.getByTestId('result')).toContainText('Seattle');
  });

  for (const width of [360, 700, 1100, 1400]) {
    test(`fits into a width of ${width} pixels`, async ({ page, bare }) => {
      await page.setViewportSize({ width, height: 760 });
      for (const path of [DASHBOARD, `${DASHBOARD}?allowExport=true&locale=de`, '/embed/chat', APP]) {
        await bare.open(path, { userAttributes: [{ name: 'city', value: ['San Francisco', 'New York'] }] });
        const overflow = await bare.frame
          .getByTestId('page')
          .evaluate((main) =>
            Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth),
          );
        expect(overflow, path).toBeLessThanOrEqual(0);
      }
    });
  }
});
