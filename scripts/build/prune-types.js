#!/usr/bin/env node
/** Removes the test kit's declarations that its entry point does not reach: TypeScript writes one for each source. */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = 'dist/testing';
const reached = new Set();

function reach(file) {
  if (reached.has(file)) return;
  reached.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.js'/g))
    reach(join(dirname(file), `${path}.d.ts`));
}

reach(join(ROOT, 'index.d.ts'));
for (const name of readdirSync(ROOT, { recursive: true })) {
  const file = join(ROOT, name);
  if (name.endsWith('.d.ts') && !name.startsWith('dom') && !reached.has(file)) rmSync(file);
}
