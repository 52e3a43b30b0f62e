#!/usr/bin/env node
/** Checks the brotli sizes of the script-tag builds, and the size of the inline early start, against their budgets. Requires `npm run build`. */
import { readFileSync, statSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

/** The goal is 14 KiB; until the build meets it, it may not exceed this size. */
const BUDGET = 17 * 1024;

for (const file of ['dist/cube-embed.js', 'dist/cube-embed.iife.js']) {
  const source = readFileSync(file);
  const { length } = brotliCompressSync(source);
  const verdict = length <= BUDGET ? 'within' : 'OVER';
  console.log(`${file}: ${source.length} bytes, ${length} under brotli, ${verdict} ${BUDGET}`);
  if (length > BUDGET) process.exitCode = 1;
}

const EARLY_BUDGET = 400;
const { size } = statSync('dist/cube-embed.early.js');
console.log(
  `dist/cube-embed.early.js: ${size} bytes, ${size <= EARLY_BUDGET ? 'within' : 'OVER'} ${EARLY_BUDGET}`,
);
if (size > EARLY_BUDGET) process.exitCode = 1;
