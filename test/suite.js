#!/usr/bin/env node
/**
 * Runs suites by name: `npm run suite -- <name> [options]`, for example `npm run suite -- element changes`. The options go to
 * the suite's runner. Without a name, lists the suites.
 */
import { quoted, shell } from '../scripts/shell.js';
import { SUITES, listOf, suitesOf } from './suites.js';

const [name = '', ...options] = process.argv.slice(2);
const suites = suitesOf(name);
if (!suites.length) {
  console.error(`${name ? `There is no suite "${name}". ` : ''}Suites:\n${listOf(Object.keys(SUITES))}`);
  process.exitCode = 1;
} else if (suites.length > 1 && options.length) {
  console.error(`Options are for one suite: name one of ${suites.join(', ')}.`);
  process.exitCode = 1;
} else {
  for (const suite of suites) {
    const commands = SUITES[suite].commands.with(
      -1,
      [SUITES[suite].commands.at(-1), ...options.map(quoted)].join(' '),
    );
    for (const command of commands) {
      const { passed } = await shell(command);
      if (passed) continue;
      process.exitCode = 1;
      break;
    }
  }
}
