import { defineConfig } from 'vitest/config';
import { vitestCounts } from './scripts/counts.js';
import { viteCoverage } from './scripts/counters/instrument.js';

/** Set by `npm run coverage`. */
const isCounted = !!process.env['COVERAGE'];

/** The suites that need no browser: the session's life, the server side, the tenant. */
export default defineConfig({
  plugins: isCounted ? [viteCoverage()] : [],
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', vitestCounts('unit')],
    testTimeout: 10_000,
    setupFiles: isCounted ? ['scripts/counters/collect.js'] : [],
  },
});
