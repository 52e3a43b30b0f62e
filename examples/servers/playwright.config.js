import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, find } from '../../scripts/browsers.js';

export default defineConfig({
  testDir: 'test',
  testMatch: '*.spec.js',
  timeout: 30_000,
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // A browser's driver fails now and then. The summary of `.ci/run` names each test that was retried.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['../../test/reports/counts.js', { suite: 'servers' }]],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: find.chromium(),
      args: CHROMIUM_FLAGS,
    },
  },
});
