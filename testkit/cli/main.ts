#!/usr/bin/env node
import { runCommand } from './run.js';

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());

process.exitCode = await runCommand(process.argv.slice(2), process, stopped.signal);
