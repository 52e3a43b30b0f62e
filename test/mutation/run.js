#!/usr/bin/env node
/** Mutation tests of the session, with few random schedules and a fixed seed; otherwise every mutant would take minutes. */
import { spawnSync } from 'node:child_process';

const env = { FC_RUNS: '10', FC_SEED: '7', ...process.env };
const command = 'stryker run test/mutation/stryker.config.js';
process.exitCode = spawnSync(command, { shell: true, stdio: 'inherit', env }).status ?? 1;
