import { defineConfig } from 'vitest/config';

/** The suite of the mutation tests (`stryker.config.js`), which asks what the session's own tests notice. */
export default defineConfig({
  test: {
    include: ['test/unit/session/**/*.test.ts'],
    environment: 'node',
    // It is run hundreds of times, and nothing but its scenes has a state.
    isolate: false,
  },
});
