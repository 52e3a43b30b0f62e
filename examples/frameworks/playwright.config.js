import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, ensure } from '../../scripts/browsers.js';

export default defineConfig({
  testDir: 'test',
  testMatch: '*.spec.js',
  // A framework's server takes its time to start on a busy machine; each expectation has a limit of its own.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A browser's driver stumbles now and then. The summary of `.ci/run` names each test that needed this.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['../../test/reports/counts.js', { suite: 'frameworks' }]],
  outputDir: '../../test-results/frameworks',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: ensure(['chromium']).chromium,
      args: CHROMIUM_FLAGS,
    },
  },
});
