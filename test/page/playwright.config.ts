import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, FIREFOX_PREFERENCES, find } from '../../scripts/browsers.js';

/** Tests of whole pages: each test has its own host application, backend and emulated tenant. */
export default defineConfig({
  testDir: '.',
  globalSetup: './support/built.ts',
  timeout: 30_000,
  expect: { timeout: 8_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env['CI'],
  // A browser's driver fails now and then. The summary of `.ci/run` names each test that was retried.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list'], ['../reports/counts.js', { suite: 'page' }]],
  outputDir: '../../test-results',
  use: {
    testIdAttribute: 'data-test',
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1100, height: 760 },
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: { executablePath: find.chromium() ?? 'chromium', args: CHROMIUM_FLAGS },
      },
    },
    {
      name: 'firefox',
      // The emulated tenant's own pages and the demo are tested in one browser.
      testIgnore: /(tenant-|demo|docs-|example|appearance)/,
      use: {
        browserName: 'firefox',
        // Runs the distribution's own Firefox.
        channel: 'moz-firefox',
        launchOptions: {
          executablePath: find.firefox() ?? 'firefox',
          firefoxUserPrefs: {
            ...FIREFOX_PREFERENCES,
            // Disables the favicon request, which strict pages would block.
            'browser.chrome.site_icons': false,
            // Playwright loses any page that Firefox restores from its back/forward cache.
            'browser.sessionhistory.max_total_viewers': 0,
          },
        },
      },
    },
  ],
});
