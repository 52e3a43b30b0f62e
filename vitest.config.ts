import { defineConfig } from 'vitest/config';
import { vitestCounts } from './scripts/counts.js';

/** The suites that need no browser: the session's life, the server side, the tenant. */
export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', vitestCounts('unit')],
    testTimeout: 10_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reportsDirectory: 'coverage/unit' },
  },
});
