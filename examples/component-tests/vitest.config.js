import { defineConfig } from 'vitest/config';
import { vitestCounts } from '../../test/reports/counts.js';

const ENVIRONMENTS = {
  jsdom: 'jsdom',
  'jsdom-26': './vitest/environments/jsdom-26.js',
  'happy-dom': 'happy-dom',
  'happy-dom-20': './vitest/environments/happy-dom-20.js',
};

/** Runs each environment with the stub and with the elements themselves, then Jest and Angular as commands. */
export default defineConfig({
  test: {
    reporters: ['default', vitestCounts()],
    projects: [
      ...Object.entries(ENVIRONMENTS).flatMap(([name, environment]) => [
        { extends: './vitest/vitest.config.js', test: { name: `component-${name}-stub`, environment } },
        {
          test: {
            name: `component-${name}-elements`,
            environment,
            include: ['vitest/{elements,without-stub}.test.js'],
          },
        },
      ]),
      {
        test: { name: 'component-runners', include: ['runners.test.js'], testTimeout: 180_000 },
      },
    ],
  },
});
