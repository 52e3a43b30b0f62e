#!/usr/bin/env node
/** Runs the model-based test of the session with 10,000 schedules; `FC_RUNS`, `FC_SEED` and `FC_PATH` choose others. */
import { spawnSync } from 'node:child_process';

const command =
  'vitest run -c test/vitest.config.ts --project unit test/unit/session/model.test.ts --testTimeout 600000';
const env = { FC_RUNS: '10000', ...process.env };
process.exitCode = spawnSync(command, { shell: true, stdio: 'inherit', env }).status ?? 1;
