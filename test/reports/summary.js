#!/usr/bin/env node
/**
 * Sums up `reports/*.json`, which the suites have left. `node test/reports/summary.js [broken]`: how many commands failed
 * beside their tests; each counts as a failure when no suite has counted it.
 */
import { readdirSync, readFileSync } from 'node:fs';

const total = { passed: 0, failed: 0, skipped: 0 };
let files = [];
try {
  files = readdirSync('reports').filter((file) => file.endsWith('.json'));
} catch {
  console.error('No suite has left a report.');
}
for (const file of files) {
  const counts = JSON.parse(readFileSync(`reports/${file}`, 'utf8'));
  console.log(
    `${file.replace('.json', '')}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  for (const key of Object.keys(total)) total[key] += counts[key];
}
const broken = Number(process.argv[2] ?? 0);
if (broken && !total.failed) total.failed = broken;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed || !total.passed ? 1 : 0;
