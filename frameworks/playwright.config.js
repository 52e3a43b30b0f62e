import { defineConfig } from '@playwright/test';
import { ensure } from '../scripts/browsers.js';

export default defineConfig({
  testDir: 'test',
  testMatch: '*.spec.js',
  timeout: 30_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['../scripts/counts.js', { suite: 'frameworks' }]],
  outputDir: '../test-results/frameworks',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: ensure(['chromium']).chromium,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
