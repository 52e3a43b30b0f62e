import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { vitestCounts } from '../../scripts/counts.js';

/** What npm would ship, looked at from outside. `npm run build` first. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/package/**/*.test.ts'],
    globalSetup: ['test/package/support/install.ts'],
    reporters: ['default', vitestCounts('package')],
    // Type checking is slow where the machine has other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
