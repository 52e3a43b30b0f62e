import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, FIREFOX_PREFERENCES, find } from '../../scripts/browsers.js';

/** Whole pages: a host application, its backend and an emulated tenant, each test with its own. */
export default defineConfig({
  testDir: '.',
  globalSetup: './support/built.ts',
  timeout: 30_000,
  expect: { timeout: 8_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env['CI'],
  // A browser's driver stumbles now and then. The summary of `.ci/run` names each test that needed this.
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
      // What the emulated tenant's own pages and the demo do is shown in one browser.
      testIgnore: /(tenant-|demo|example|appearance)/,
      use: {
        browserName: 'firefox',
        // Playwright's protocol over the distribution's own Firefox.
        channel: 'moz-firefox',
        launchOptions: {
          executablePath: find.firefox() ?? 'firefox',
          firefoxUserPrefs: {
            ...FIREFOX_PREFERENCES,
            // No page is asked for an icon: strict ones would refuse it.
            'browser.chrome.site_icons': false,
            // Playwright loses a page, any page, that Firefox takes from its back/forward cache.
            'browser.sessionhistory.max_total_viewers': 0,
          },
        },
      },
    },
  ],
});
