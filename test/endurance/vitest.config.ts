import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { vitestCounts } from '../../scripts/counts.js';

/** A month in one page: minutes, not seconds, and so no part of `npm test`. Playwright's own runner keeps every step. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/endurance/**/*.test.ts'],
    globalSetup: ['test/page/support/built.ts'],
    reporters: ['verbose', vitestCounts('endurance')],
    testTimeout: 60 * 60_000,
  },
});
