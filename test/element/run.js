#!/usr/bin/env node
/**
 * Runs the element suite in one browser: `node test/element/run.js [chromium|firefox|webkit] [options]`. The options are
 * web-test-runner's, for example `--files test/element/urls.test.ts`.
 */
import { fileURLToPath } from 'node:url';
import { startTestRunner } from '@web/test-runner';
import { ensure } from '../../scripts/browsers.js';
import { warnIfStale } from '../../scripts/build/stale.js';

const [browser = 'chromium', ...options] = process.argv.slice(2);
ensure([browser]);
warnIfStale(fileURLToPath(new URL('../..', import.meta.url)));
process.env.TEST_BROWSER = browser;
const config = fileURLToPath(new URL('web-test-runner.config.js', import.meta.url));
await startTestRunner({ argv: ['--config', config, ...options] });
