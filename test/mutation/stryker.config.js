/**
 * Mutation tests of the session: small mistakes are put into its sources one by one, and its own tests have to notice.
 * What survives, and why, stands in `docs/internals/proof.md`.
 */
export default {
  mutate: ['src/session/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.js', related: false },
  coverageAnalysis: 'perTest',
  ignorePatterns: ['/*', '!/src', '!/test', '!*.json'],
  concurrency: 2,
  // A mistake that makes a test spin is found out by the clock: that of a machine with other work, too.
  timeoutMS: 15_000,
  timeoutFactor: 4,
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  thresholds: { high: 95, low: 90, break: 85 },
  tempDirName: 'reports/stryker',
};
