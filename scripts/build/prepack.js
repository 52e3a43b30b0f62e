#!/usr/bin/env node
/** `npm pack` and `npm publish` in a fresh clone: builds `dist` if it is missing. An existing build is packed unchanged. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('dist/cube-embed.js')) {
  // npm prints the name of the tarball to stdout, so nothing else may be printed there.
  const { status } = spawnSync('npm run build', { shell: true, stdio: ['ignore', 2, 2] });
  process.exitCode = status ?? 1;
}
