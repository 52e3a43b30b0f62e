#!/usr/bin/env node
/**
 * `npm run size`: compares the script-tag builds under brotli and the inline early start with their budgets, and names the parts
 * of the build. Requires `npm run build`.
 */
import { readFileSync } from 'node:fs';
import { bundleParts, weigh } from './bundle-parts.js';

/** Brotli bytes that the script-tag builds may have. The goal is 19 KiB; kept embeds, exports and paced retries exceed it. */
const BUNDLE = 26 * 1024;

const BUDGETS = [
  { file: 'dist/cube-embed.js', unit: 'bytes under brotli', budget: BUNDLE, measure: weigh },
  { file: 'dist/cube-embed.iife.js', unit: 'bytes under brotli', budget: BUNDLE, measure: weigh },
  { file: 'dist/cube-embed.early.js', unit: 'bytes', budget: 450, measure: ({ length }) => length },
];
/** Below this share of a budget, there is a warning: without slack, the next feature is written to save bytes. */
const SLACK = 0.03;

for (const { file, unit, budget, measure } of BUDGETS) {
  const size = measure(readFileSync(file));
  const left = budget - size;
  const isOver = left < 0;
  const isNear = !isOver && left < budget * SLACK;
  const verdict = isOver ? `OVER by ${-left}` : `${left} left${isNear ? ', WARNING: less than 3 %' : ''}`;
  console.log(`${file}: ${size} ${unit}, budget ${budget}, ${verdict}`);
  if (isOver) process.exitCode = 1;
}

console.log('\nWhat dist/cube-embed.js would be lighter without each part:');
for (const { part, bytes } of bundleParts('dist/cube-embed.js'))
  console.log(`  ${part.padEnd(18)} ${String(bytes).padStart(6)}`);
