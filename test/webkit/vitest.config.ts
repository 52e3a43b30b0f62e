import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { vitestCounts } from '../../scripts/counts.js';

/** Whole pages in WebKitGTK, which Playwright cannot drive. `npm run build` first. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/webkit/**/*.test.ts'],
    globalSetup: ['test/page/support/built.ts'],
    reporters: ['default', vitestCounts('page-webkit')],
    // One browser window at a time.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
