import type { Page } from '@playwright/test';
import { embed, expect, isUp } from './support/fixtures.js';
import { enter, findings, plain, playScenario, test } from './support/demo.js';

/** The last one is a window of 1,280 CSS pixels at 200 %. */
const SIZES = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
  { width: 640, height: 400 },
];

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const viewport of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`at ${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('start and workspace have no accessibility violations and no horizontal scrolling', async ({
        page,
        demo,
      }) => {
        await page.goto(demo.url);
        expect(await findings(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await enter(page, demo.url);
        expect(await overflow(page)).toBe(0);
        expect(await findings(page)).toEqual([]);
      });
    });
  }
}

test.describe('at 1440 × 900', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('the first screen shows both embeds beside the headline, all scenarios and the viewers', async ({
    page,
    demo,
  }) => {
    await page.goto(demo.url);
    const picture = page.getByAltText(/^Side by side, 24 hours later/);
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    for (const part of ['h1', '.hero img', '#start-scenarios', '#doors'])
      await expect(page.locator(part).first()).toBeInViewport({ ratio: 1 });
  });

  test('the chart is seen whole, and the controls are folded away until they are asked for', async ({
    page,
    demo,
  }) => {
    await page.goto(demo.url);
    await playScenario(page, 'A night passes');
    await expect(page.locator('#controls')).toBeHidden();
    await expect(embed(page, 'dashboard').getByTestId('widget-over-time')).toBeInViewport({ ratio: 1 });
    const unfold = page.getByRole('button', { name: 'Play with it' });
    await unfold.click();
    await expect(page.getByRole('button', { name: 'Let 24 hours pass' })).toBeInViewport({ ratio: 1 });
    await unfold.click();
    await expect(page.locator('#controls')).toBeHidden();
  });
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a scenario fits in one view: its steps, the element and the plain iframe', async ({ page, demo }) => {
    await page.goto(demo.url);
    await playScenario(page, 'A night passes');
    await expect(page.locator('#play')).toBeInViewport({ ratio: 0.9 });
    await expect(page.locator('#panel-dashboard .with')).toBeInViewport({ ratio: 0.9 });
    await expect(plain(page, 'dashboard').getByText('Session expired')).toBeInViewport();
  });

  test('the pane is tall enough for a number and a chart', async ({ page, demo }) => {
    await enter(page, demo.url);
    await page.locator('#panel-dashboard .with').scrollIntoViewIfNeeded();
    for (const part of ['kpi-revenue', 'chart-over-time'])
      await expect(embed(page, 'dashboard').getByTestId(part)).toBeInViewport({ ratio: 1 });
  });

  test('the controls open next to what they change, one group at a time', async ({ page, demo }) => {
    await enter(page, demo.url);
    const pane = page.locator('#panel-dashboard .with');
    await pane.scrollIntoViewIfNeeded();
    await page.getByText('Look', { exact: true }).click();
    await page.getByLabel('Colors').selectOption('dark');
    await expect(pane).toBeInViewport({ ratio: 0.5 });
    await page.getByText('Time', { exact: true }).click();
    await expect(page.getByLabel('Colors')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Let 24 hours pass' })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Let 24 hours pass' })).toBeHidden();
  });
});

test('everything can be reached with the keyboard alone', async ({ page, demo }) => {
  await page.goto(demo.url);
  const focused = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (text: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (text.test(await focused())) return;
    }
    throw new Error(`The focus never came to ${text}.`);
  };
  await tabTo(/^Carla Okafor/);
  await page.keyboard.press('Enter');
  await isUp(page, 'dashboard');
  await tabTo(/^Play with it/);
  await page.keyboard.press('Enter');
  await page.locator('.brand').focus();
  await tabTo(/^Dashboard$/);
  await page.keyboard.press('ArrowRight');
  await isUp(page, 'chat');
  await tabTo(/^Let 5 minutes pass/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Let 5 minutes pass');
  // The button keeps the focus while the clock is moved.
  expect(await focused()).toMatch(/^Let 5 minutes pass/);
  await tabTo(/^Copy/);
});
