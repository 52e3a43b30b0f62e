import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import ts from 'typescript';
import { SCRIPT, embed, exchanges, expect, isUp, test } from './support/fixtures.js';

const guide = readFileSync(new URL('../../docs/creator-mode.md', import.meta.url), 'utf8');
const recipe = /```ts\n(.*?)```/s.exec(guide)?.[1] ?? '';

/** Goes back or forward by this number of steps in one task. */
const go = (page: Page, step: 'back' | 'forward', times = 1): Promise<void> =>
  // In a later task, because this call's result would be lost with the page.
  page.evaluate(
    ([name, count]) =>
      void setTimeout(() => {
        for (let i = 0; i < count; i++) history[name]();
      }),
    [step, times] as const,
  );

const bare = (path: string): string => path.replace(/\/$/, '');

async function isAt(page: Page, path: string): Promise<void> {
  await expect(page).toHaveURL(({ pathname }) => bare(pathname) === bare(`/analytics${path}`));
  await expect(page.locator('cube-embed-app')).toHaveJSProperty('path', path);
}

for (const router of ['memory', 'push'] as const) {
  test.describe(`the guide's deep links, with an embed whose router is ${router}`, () => {
    test.use({ tenantOptions: { router } });

    test.beforeEach(async ({ page, host, tenant }) => {
      const code = recipe.replace('_HISTORY = false', `_HISTORY = ${String(router === 'push')}`);
      const html = `${SCRIPT}<cube-embed-app base-url="${tenant.url}" deployment-id="1" session-endpoint="/cube-session"></cube-embed-app>
        <script type="module">${ts.transpile(code, { target: ts.ScriptTarget.ES2022 })}</script>`;
      host.page('/before', '<a href="/analytics">Analytics</a>');
      host.page('/analytics', html);
      host.page('/analytics/workbook/1', html);
      await page.goto(`${host.url}/before`);
    });

    test('Back and Forward move through the pages of the embed, one at a time', async ({ page }) => {
      await page.getByRole('link').click();
      await isUp(page, 'app');
      await embed(page, 'app').getByTestId('nav-workbooks').click();
      await isAt(page, '/workbooks');
      await embed(page, 'app').getByTestId('open-workbook').first().click();
      await isAt(page, '/workbook/1');
      for (const [step, path] of [
        ['back', '/workbooks'],
        ['back', '/'],
        ['forward', '/workbooks'],
        ['forward', '/workbook/1'],
        ['back', '/workbooks'],
        ['back', '/'],
      ] as const) {
        await go(page, step);
        await isAt(page, path);
      }
      await go(page, 'back');
      await expect(page.getByRole('link')).toBeVisible();
    });

    test('two steps back at once end at the target of the second', async ({ page }) => {
      await page.getByRole('link').click();
      await isUp(page, 'app');
      await embed(page, 'app').getByTestId('nav-workbooks').click();
      await isAt(page, '/workbooks');
      await embed(page, 'app').getByTestId('open-workbook').first().click();
      await isAt(page, '/workbook/1');
      await go(page, 'back', 2);
      await isAt(page, '/');
      await go(page, 'forward');
      await isAt(page, '/workbooks');
    });

    test('a deep link opens its page, and a new frame returns to it', async ({ page, host, tenant }) => {
      await page.goto(`${host.url}/analytics/workbook/1`);
      await isUp(page, 'app');
      await expect(embed(page, 'app').getByTestId('workbook')).toBeVisible();
      await isAt(page, '/workbook/1');
      await page
        .locator('cube-embed-app')
        .evaluate((app: HTMLElementTagNameMap['cube-embed-app']) => app.reload());
      await expect(embed(page, 'app').getByTestId('workbook')).toBeVisible();
      await isAt(page, '/workbook/1');
      expect(exchanges(tenant)).toHaveLength(2);
    });
  });
}
