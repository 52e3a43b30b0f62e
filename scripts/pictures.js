#!/usr/bin/env node
/**
 * Updates the images of README and docs from the demo after "A night passes": `npm run docs -- pictures`. Each is saved in
 * light and dark to `docs/assets/`.
 */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, ensure, find } from './browsers.js';
import { withSources } from './sources.js';

const ASSETS = fileURLToPath(new URL('../docs/assets/', import.meta.url));
const SCENARIO = 'A night passes';
/** The margin around the content, in CSS pixels. */
const MARGIN = 8;

async function take(browser, url, colorScheme) {
  const page = await browser.newPage({
    colorScheme,
    viewport: { width: 1280, height: 960 },
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  });
  await page.goto(url);
  await page.locator('#start-scenarios button', { hasText: SCENARIO }).click();
  await page.locator('#play:not(:has([data-step=now], [data-step=next])) li').first().waitFor();
  await page.frameLocator('.without iframe').getByText('Session expired').waitFor();
  // The focus indicator is not part of the image.
  await page.evaluate(() => document.activeElement?.blur());
  const shoot = async (name, selector) => {
    await page.evaluate(() => scrollTo(0, 0));
    const { x, y, width, height } = await page.locator(selector).boundingBox();
    await page.screenshot({
      path: `${ASSETS}${name}-${colorScheme}.png`,
      clip: {
        x: x - MARGIN,
        y: y - MARGIN,
        width: width + 2 * MARGIN,
        height: height + 2 * MARGIN,
      },
      fullPage: true,
      animations: 'disabled',
    });
  };
  await shoot('night', '.stage');
  await page.locator('.log summary').last().click();
  await shoot('inspector', 'cube-embed-inspector');
  await page.close();
}

ensure(['chromium']);
const browser = await chromium.launch({ executablePath: find.chromium(), args: CHROMIUM_FLAGS });
try {
  await withSources(async (load) => {
    const { startDemo } = await load('/demo/server/demo.ts');
    for (const colorScheme of ['light', 'dark']) {
      const demo = await startDemo({ port: 0 });
      try {
        await take(browser, demo.url, colorScheme);
      } finally {
        await demo.stop();
      }
    }
  });
} finally {
  await browser.close();
}
