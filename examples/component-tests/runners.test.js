/** Runs the projects of the other test runners with the commands that their users run. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Returns the output of a command; rejects with the output when it fails. */
async function output(folder, ...command) {
  // The other runners must not mistake themselves for workers of this one.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name));
  const { stdout, stderr } = await run(process.execPath, command, {
    cwd: path(folder),
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', FORCE_COLOR: '0', CI: 'true' },
  });
  return stdout + stderr;
}

const JEST = path('node_modules/jest/bin/jest.js');
const NG = path('node_modules/@angular/cli/bin/ng.js');
const VM_MODULES = '--experimental-vm-modules';

test.each([
  ['Jest with ES modules', 'jest/esm', /Tests: +2 passed, 2 total/, VM_MODULES, JEST],
  ['Jest with CommonJS', 'jest/commonjs', /Tests: +1 passed, 1 total/, JEST],
  ['Jest with the elements themselves', 'jest/elements', /Tests: +4 passed, 4 total/, VM_MODULES, JEST],
  ['ng test in happy-dom', 'angular', /Tests +1 passed \(1\)/, NG, 'test'],
  [
    'ng test in jsdom, with the elements themselves',
    'angular',
    /Tests +1 passed \(1\)/,
    NG,
    'run',
    'report:test-elements',
  ],
])('%s', async (_name, folder, passed, ...command) => {
  expect(await output(folder, ...command)).toMatch(passed);
});
