#!/usr/bin/env node
/**
 * Runs the element suite in one browser: `node test/element/run.js [chromium|firefox|webkit] [--watch] [names] [options]`. With
 * names, runs only the test files whose paths contain one of them, such as `changes` or `inspector`. The options are
 * web-test-runner's. `--watch` runs the files again when they or what they import change.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startTestRunner } from '@web/test-runner';
import { ensure } from '../../scripts/browsers.js';
import { warnIfStale } from '../../scripts/build/stale.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const BROWSERS = ['chromium', 'firefox', 'webkit'];

const words = process.argv.slice(2).filter((word) => word !== '--watch');
const watch = words.length < process.argv.length - 2 ? ['--watch'] : [];
const browser = BROWSERS.includes(words[0]) ? words.shift() : 'chromium';
const names = [];
while (words.length && !words[0].startsWith('-')) names.push(words.shift());

const files = readdirSync(FOLDER, { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.ts') && names.some((name) => path.includes(name)));
if (names.length && !files.length) {
  console.error(`No test file of test/element has ${names.join(' or ')} in its path.`);
  process.exit(1);
}

ensure([browser]);
warnIfStale(fileURLToPath(new URL('../..', import.meta.url)));
process.env.TEST_BROWSER = browser;
await startTestRunner({
  argv: [
    ...['--config', `${FOLDER}web-test-runner.config.js`],
    ...(files.length ? ['--files', ...files.map((file) => FOLDER + file)] : []),
    ...watch,
    ...words,
  ],
});
