#!/usr/bin/env node
/** `npm pack` and `npm publish` in a fresh clone: builds `dist` where there is none. A build that is there is packed as it is. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('dist/cube-embed.js')) {
  // What npm prints to stdout while packing is the name of the tarball.
  const { status } = spawnSync('npm run build', { shell: true, stdio: ['ignore', 2, 2] });
  process.exitCode = status ?? 1;
}
