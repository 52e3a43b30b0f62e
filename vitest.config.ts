import { defineConfig } from 'vitest/config';

/** The suites that need no browser: the session's life, the server side, the tenant. */
export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    testTimeout: 10_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reportsDirectory: 'coverage/unit' },
  },
});
