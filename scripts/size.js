#!/usr/bin/env node
/** The script-tag builds under brotli, held to their budget. `npm run build` first. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const BUDGET = 14 * 1024;

for (const file of ['dist/cube-embed.js', 'dist/cube-embed.iife.js']) {
  const source = readFileSync(file);
  const { length } = brotliCompressSync(source);
  const verdict = length <= BUDGET ? 'within' : 'OVER';
  console.log(`${file}: ${source.length} bytes, ${length} under brotli, ${verdict} ${BUDGET}`);
  if (length > BUDGET) process.exitCode = 1;
}
