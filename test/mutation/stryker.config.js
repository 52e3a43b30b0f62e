/**
 * Mutation tests of the session: small mistakes are made in its sources one at a time, and its own tests have to fail.
 * `docs/internals/proof.md` lists the mutants that survive, and why.
 */
export default {
  mutate: ['src/session/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.js', related: false },
  coverageAnalysis: 'perTest',
  ignorePatterns: ['/*', '!/src', '!/test', '!*.json'],
  concurrency: 2,
  // A mutant that makes a test loop is killed by the timeout, which allows for a busy machine.
  timeoutMS: 15_000,
  timeoutFactor: 4,
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  thresholds: { high: 97, low: 95, break: 95 },
  tempDirName: 'reports/stryker',
};
