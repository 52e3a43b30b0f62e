import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from '@playwright/test';
import { test as base } from '@playwright/test';
import { startDemo } from '../../../demo/server/demo.js';
import type { Demo } from '../../../demo/server/demo.js';
import { isUp } from './fixtures.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each test has its own demo. */
export const test = base.extend<{ demo: Demo }>({
  demo: async ({}, use) => {
    const demo = await startDemo({ port: 0 });
    await use(demo);
    await demo.stop();
  },
});

/** Signs in at the start, waits for the dashboard, and unfolds the controls. */
export async function enter(page: Page, url: string, name = 'Ada Moreau'): Promise<void> {
  await page.goto(url);
  await page.locator('#doors').getByRole('button', { name }).click();
  await isUp(page, 'dashboard');
  await page.getByRole('button', { name: 'Play with it' }).click();
}

/** The lines of the inspector's log. */
export const log = (page: Page): Locator => page.getByRole('log').locator('> ol > li');

/** The plain iframe of a tab. */
export const plain = (page: Page, surface: string) => page.frameLocator(`#panel-${surface} .without iframe`);

/** Presses one of the demo's buttons and waits until its action has finished. */
export async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.click();
  await page.locator(`button:text-is("${name}")[aria-disabled=false]`).waitFor({ timeout: 25_000 });
}

/** Plays a scenario to the end. */
export async function playScenario(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).filter({ visible: true }).click();
  const steps = page.locator('#play li');
  await steps.first().waitFor();
  await page
    .locator('#play:not(:has([data-step=now], [data-step=next])) li')
    .first()
    .waitFor({ timeout: 30_000 });
}

/** The violations that axe finds in the page, as text. The content of the iframes is Cube's. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      iframes: false,
      rules: { 'target-size': { enabled: true } },
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
    );
  });
}
