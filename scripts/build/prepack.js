#!/usr/bin/env node
/** `npm pack` and `npm publish`: builds `dist` if it is missing or older than its sources. */
import { spawnSync } from 'node:child_process';
import { staleParts } from './stale.js';

const parts = staleParts(process.cwd());
if (parts.length) {
  console.error(`${parts.join('\n')}\nBuilding it first.`);
  // npm prints the name of the tarball to stdout, so nothing else may be printed there.
  const { status } = spawnSync('npm run build', { shell: true, stdio: ['ignore', 2, 2] });
  process.exitCode = status ?? 1;
}
