import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, FIREFOX_PREFERENCES, ensure } from '../../scripts/browsers.js';

const { chromium, firefox } = ensure(['chromium', 'firefox']);

export default defineConfig({
  testDir: 'test',
  testMatch: '*.spec.js',
  // A framework's server starts slowly on a busy machine; each expectation has its own timeout.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A browser's driver fails now and then. The summary of `.ci/run` names each test that was retried.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['../../test/reports/counts.js', { suite: 'frameworks' }]],
  outputDir: '../../test-results/frameworks',
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: { executablePath: chromium, args: CHROMIUM_FLAGS },
      },
    },
    {
      name: 'firefox',
      // The routes that keep their embeds: engines differ in what keeps an iframe's document.
      testMatch: 'routes.spec.js',
      grep: /\bkeep\b/,
      use: {
        browserName: 'firefox',
        // Runs the distribution's own Firefox.
        channel: 'moz-firefox',
        launchOptions: { executablePath: firefox, firefoxUserPrefs: FIREFOX_PREFERENCES },
      },
    },
  ],
});
