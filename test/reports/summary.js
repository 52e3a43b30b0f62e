#!/usr/bin/env node
/**
 * Sums up `reports/*.json` of all suites, and names what failed. Usage: `node test/reports/summary.js [broken]`. `broken` is
 * the number of commands that failed; if no suite reported a failure, each of them counts as one.
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
  const report = JSON.parse(readFileSync(`reports/${file}`, 'utf8'));
  console.log(
    `${file.replace('.json', '')}: ${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`,
  );
  for (const name of report.failures) console.log(`  failed: ${name}`);
  for (const name of report.flaky) console.log(`  passed when repeated: ${name}`);
  for (const key of Object.keys(total)) total[key] += report[key];
}
const broken = Number(process.argv[2] ?? 0);
if (broken && !total.failed) total.failed = broken;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed || !total.passed ? 1 : 0;
