import { createCubeTenant } from '../tenant/index.js';
import type { CubeTenant } from '../tenant/index.js';
import { readArguments } from './arguments.js';
import { runDoctor } from './doctor/doctor.js';
import { readEnvironment } from './environment.js';
import type { Environment } from './environment.js';
import type { CommandOutput } from './output.js';
import { HELP, banner } from './texts.js';
import { UsageError } from './usage-error.js';

/**
 * Runs `cube-embed` until it is done or the signal aborts. Returns the exit status: 0 for success, 1 if the tenant could not
 * start or a check of the doctor failed, 2 for invalid arguments.
 */
export async function runCommand(
  argv: string[],
  output: CommandOutput,
  signal: AbortSignal,
  env: Environment = readEnvironment(process.cwd(), process.env),
): Promise<number> {
  let tenant: CubeTenant;
  try {
    if (argv[0] === 'doctor') return await runDoctor(argv.slice(1), env, output, signal);
    const command = readArguments(argv, env);
    if (command === 'help') {
      output.stdout.write(HELP);
      return 0;
    }
    tenant = createCubeTenant(command.tenant);
    await tenant.start();
    const { deployments = [1], any = false, signedEmbedding = true } = command.tenant;
    const { generatedKey } = command;
    output.stdout.write(banner({ tenant, deployments, any, signedEmbedding, generatedKey }));
  } catch (error) {
    output.stderr.write(`cube-embed: ${explained(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
  await aborted(signal);
  await tenant.stop();
  return 0;
}

function explained(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return 'the port is in use; stop the program that uses it, or choose another port with --port (0 for any free port).';
    case 'EACCES':
      return 'you have no permission to listen on this port; choose one above 1023 with --port.';
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
      return 'this machine does not have the address given by --host.';
    default:
      return message;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
