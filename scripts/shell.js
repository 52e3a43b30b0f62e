/** Runs commands as npm does: in a shell, with the programs of `node_modules`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATH = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

/** Text as one word of the shell. */
export const quoted = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word));

/**
 * Runs a command in the project's folder. Shows its output as it comes or, if `isQuiet`, all at its end, so that the output of
 * parallel commands does not mix.
 *
 * @param {string} command
 * @param {{ isQuiet?: boolean }} [options]
 * @returns {Promise<{ passed: boolean, seconds: number }>}
 */
export async function shell(command, { isQuiet = false } = {}) {
  const began = Date.now();
  const child = spawn(command, {
    shell: true,
    cwd: ROOT,
    env: { ...process.env, PATH },
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  process.stdout.write(Buffer.concat(output));
  return { passed: code === 0, seconds: Math.round((Date.now() - began) / 1000) };
}
