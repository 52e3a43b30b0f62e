import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Runs `cube-embed doctor` against a server's session endpoint. Resolves to its output if no check failed. */
export async function examine(endpoint, env) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'doctor', '--endpoint', endpoint], {
      env: { ...process.env, ...env },
    });
    return stdout;
  } catch (error) {
    throw new Error(`doctor found a problem:\n${error.stdout}${error.stderr}`);
  }
}
