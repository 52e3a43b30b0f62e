#!/usr/bin/env node
/**
 * Measures the lines and branches of `src` that the unit and element suites reach together: runs both with counters, then
 * `report.js`. Exits with 1 when a suite fails or a folder is below its threshold. Requires `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

rmSync('coverage', { recursive: true, force: true });
for (const suite of ['unit', 'element']) {
  const env = { ...process.env, COVERAGE: '1' };
  const { status } = spawnSync(process.execPath, ['test/suite.js', suite], { stdio: 'inherit', env });
  if (status) process.exitCode = 1;
}
await import('./report.js');
