#!/usr/bin/env node
/** `npm test`: builds, and runs the suites that find the most faults, in one engine, in under three minutes on two cores. */
import { shell } from '../scripts/shell.js';
import { SUITES, listOf } from './suites.js';

const RUN = ['unit', 'element'];
const others = Object.keys(SUITES).filter((name) => !RUN.includes(name));

console.log(`This builds the package, and runs in two to three minutes:\n${listOf(RUN)}\n`);
console.log(`Not part of it; run one with "npm run suite -- <name>":\n${listOf(others)}\n`);

/** Runs a command, and says which one failed. */
async function run(command, options) {
  const { passed } = await shell(command, options);
  if (!passed) console.error(`"${command}" failed.`);
  return passed;
}

const began = Date.now();
// The element suite waits for its browser often enough to leave the unit suite some time.
const passed =
  (await run('npm run --silent build')) &&
  (
    await Promise.all([
      run('npm run --silent test:unit', { isQuiet: true }),
      run('npm run --silent test:element'),
    ])
  ).every((each) => each);
if (passed) console.log(`All passed in ${Math.round((Date.now() - began) / 1000)} s.`);
else process.exitCode = 1;
