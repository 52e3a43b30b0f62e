/**
 * Writes each test runner's counts to `reports/<suite>.json`, with the names of the failed tests, so that
 * `test/reports/summary.js` can sum them up in one line. The end of a long log is kept even if its middle is cut.
 */
import { mkdirSync, writeFileSync } from 'node:fs';

const FOLDER = new URL('../../reports/', import.meta.url);

/** The result of one suite. `flaky`: names of tests that passed only when they were repeated. */
class Report {
  passed = 0;
  failed = 0;
  skipped = 0;
  failures = [];
  flaky = [];

  /** @param {'passed' | 'failed' | 'skipped'} outcome */
  count(outcome, name) {
    this[outcome]++;
    if (outcome === 'failed') this.failures.push(name);
  }

  write(suite) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(new URL(`${suite}.json`, FOLDER), JSON.stringify(this));
  }
}

/** For vitest: writes one report for each project that ran. */
export function vitestCounts() {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const reports = {};
      for (const module of modules) {
        const report = (reports[module.project.name] ??= new Report());
        if (module.state() === 'failed' && !module.children.size)
          report.count('failed', module.moduleId);
        for (const test of module.children.allTests()) {
          const { state } = test.result();
          report.count(state === 'pending' ? 'skipped' : state, test.fullName);
        }
      }
      // An error outside of any test fails the run; it is counted with the first suite of the run.
      const [first] = Object.values(reports);
      for (const error of unhandledErrors) first?.count('failed', `unhandled: ${error.message}`);
      for (const [suite, report] of Object.entries(reports)) report.write(suite);
    },
  };
}

/** For web-test-runner: used next to its default reporter. */
export function wtrCounts(suite) {
  return {
    stop({ sessions }) {
      const report = new Report();
      const visit = (group, path) => {
        for (const { name, skipped, passed } of group.tests)
          report.count(skipped ? 'skipped' : passed ? 'passed' : 'failed', `${path} › ${name}`);
        for (const inner of group.suites) visit(inner, `${path} › ${inner.name}`);
      };
      for (const { testFile, testResults, errors, passed } of sessions) {
        if (testResults) visit(testResults, testFile);
        if (errors.length || (!passed && !testResults)) report.count('failed', testFile);
      }
      report.write(suite);
    },
  };
}

/** For Playwright: `reporter: [['list'], ['../reports/counts.js', { suite: 'page' }]]`. */
export default class PlaywrightCounts {
  #suite;
  #root;

  constructor({ suite = 'page' } = {}) {
    this.#suite = suite;
  }

  onBegin(_config, root) {
    this.#root = root;
  }

  onEnd(result) {
    const report = new Report();
    for (const test of this.#root.allTests()) {
      const outcome = test.outcome();
      const name = test.titlePath().filter(Boolean).join(' › ');
      if (outcome === 'flaky') report.flaky.push(name);
      report.count(
        outcome === 'skipped' ? 'skipped' : outcome === 'unexpected' ? 'failed' : 'passed',
        name,
      );
    }
    if (result.status !== 'passed' && !report.failed) report.count('failed', result.status);
    // One configuration runs several browsers; each writes its own report.
    const projects = this.#root.suites.map((suite) => suite.project()?.name).filter(Boolean);
    report.write([this.#suite, ...projects].join('-'));
  }
}
