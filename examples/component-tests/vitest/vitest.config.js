import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['vitest/report.test.js'],
    setupFiles: ['cube-embed/testing/dom'],
  },
});
