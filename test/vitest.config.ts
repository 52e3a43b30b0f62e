import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { viteCoverage } from './coverage/instrument.js';
import { vitestCounts } from './reports/counts.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Set by `npm run suite -- coverage`. */
const isCounted = !!process.env['COVERAGE'];

/** The suites that run in Node, one project each: `vitest run -c test/vitest.config.ts --project unit`. */
export default defineConfig({
  test: {
    reporters: ['default', vitestCounts()],
    projects: [
      {
        // The session, URLs and messages, the server side, the test kit.
        root: ROOT,
        plugins: isCounted ? [viteCoverage()] : [],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          globalSetup: ['test/warn-if-stale.js'],
          // Some tests start other programs, which takes long on a busy machine.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          setupFiles: isCounted ? ['test/coverage/collect.js'] : [],
        },
      },
      {
        // The mutation tests run these hundreds of times; only the tests' own scenes have state.
        root: ROOT,
        test: { name: 'session', include: ['test/unit/session/**/*.test.ts'], isolate: false },
      },
      {
        // The published package, tested from outside. Requires `npm run build`. Type checking is slow on a busy machine.
        root: ROOT,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: ['test/package/support/install.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        // Whole pages in WebKitGTK, which Playwright cannot drive, with one browser window at a time.
        root: ROOT,
        test: {
          name: 'page-webkit',
          include: ['test/webkit/**/*.test.ts'],
          globalSetup: ['test/page/support/built.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        // A month of fifty elements in one page. It takes minutes, so it is not part of `npm test`.
        root: ROOT,
        test: {
          name: 'endurance',
          include: ['test/endurance/**/*.test.ts'],
          globalSetup: ['test/page/support/built.ts'],
          testTimeout: 60 * 60_000,
        },
      },
    ],
  },
});
