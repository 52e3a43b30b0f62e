#!/usr/bin/env node
/** `npm run check`: lint, format, types, unused code and size, in two parallel lanes; `npm run check -- lint` checks one. */
import { shell } from './shell.js';

const CHECKS = {
  lint: 'eslint .',
  format: 'prettier --check --cache --log-level warn .',
  types: 'tsc',
  unused: 'knip --treat-config-hints-as-errors',
  size: 'node scripts/size.js',
};
const LANES = [['lint'], ['types', 'format', 'unused', 'size']];

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in CHECKS));
if (unknown) {
  console.error(`There is no check "${unknown}". There are: ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(1);
}
await Promise.all(
  LANES.map(async (lane) => {
    for (const name of lane) {
      if (names.length && !names.includes(name)) continue;
      const { passed, seconds } = await shell(CHECKS[name], { isQuiet: true });
      console.log(`${name}: ${passed ? 'passed' : 'FAILED'} in ${seconds} s`);
      if (!passed) process.exitCode = 1;
    }
  }),
);
