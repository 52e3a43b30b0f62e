/**
 * Each test runner's counts as `reports/<suite>.json`, so that one line can sum them up (`test/reports/summary.js`).
 */
import { mkdirSync, writeFileSync } from 'node:fs';

const FOLDER = new URL('../../reports/', import.meta.url);

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function write(suite, counts) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL(`${suite}.json`, FOLDER), JSON.stringify(counts));
}

/** For vitest: one report for each project that ran. */
export function vitestCounts() {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const suites = {};
      for (const module of modules) {
        const counts = (suites[module.project.name] ??= { passed: 0, failed: 0, skipped: 0 });
        if (module.state() === 'failed' && !module.children.size) counts.failed++;
        for (const test of module.children.allTests()) {
          const { state } = test.result();
          counts[state === 'pending' ? 'skipped' : state]++;
        }
      }
      if (unhandledErrors.length)
        suites.unhandled = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
      for (const [suite, counts] of Object.entries(suites)) write(suite, counts);
    },
  };
}

/** For web-test-runner: beside its default reporter. */
export function wtrCounts(suite) {
  return {
    stop({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      const visit = (group) => {
        for (const test of group.tests)
          counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
        for (const inner of group.suites) visit(inner);
      };
      for (const { testResults, errors, passed } of sessions) {
        if (testResults) visit(testResults);
        if (errors.length || (!passed && !testResults)) counts.failed++;
      }
      write(suite, counts);
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
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const test of this.#root.allTests()) {
      const outcome = test.outcome();
      counts[outcome === 'skipped' ? 'skipped' : outcome === 'unexpected' ? 'failed' : 'passed']++;
    }
    if (result.status !== 'passed' && !counts.failed) counts.failed++;
    // One configuration serves several browsers: each leaves a report of its own.
    const projects = this.#root.suites.map((suite) => suite.project()?.name).filter(Boolean);
    write([this.#suite, ...projects].join('-'), counts);
  }
}
