import { defineConfig } from '@playwright/test';
import { find } from './scripts/browsers.js';

/** Flags for a browser that is only ever shown this machine's own pages. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];

/** Whole pages: a host application, its backend and an emulated tenant, each test with its own. */
export default defineConfig({
  testDir: 'test/page',
  globalSetup: './test/page/support/built.ts',
  timeout: 30_000,
  expect: { timeout: 8_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env['CI'],
  reporter: [['list'], ['./scripts/counts.js', { suite: 'page' }]],
  outputDir: 'test-results',
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
            // Without it, clicks and keys do not reach a frame of another site.
            'fission.webContentIsolationStrategy': 0,
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
