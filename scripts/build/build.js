#!/usr/bin/env node
/** Rebuilds `dist` in two parallel lanes that do not depend on each other. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

const LANES = [
  ['modules', 'testkit-types', 'manifest', 'react', 'inspector'],
  ['testkit', 'browser'],
];

async function build(part) {
  const [code] = await once(spawn(`npm run build:${part}`, { shell: true, stdio: 'inherit' }), 'close');
  return code === 0;
}

rmSync('dist', { recursive: true, force: true });
await Promise.all(
  LANES.map(async (parts) => {
    for (const part of parts) {
      if (await build(part)) continue;
      process.exitCode = 1;
      return;
    }
  }),
);
