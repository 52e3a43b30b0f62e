import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { CubeTenantOptions, EmbedRouter, ProtocolGeneration } from '../tenant/index.js';

const DEFAULT_PORT = 4000;
const GENERATIONS: readonly ProtocolGeneration[] = ['none', 'events', 'renewal'];

/** A mistake in what was typed; its message says how to fix it. */
export class UsageError extends Error {}

/** What was asked for. */
export interface TenantCommand {
  tenant: CubeTenantOptions;
  /** The API key when the command made one up, for it has to be shown then; `null` when the user gave one. */
  generatedKey: string | null;
}

/** Reads `tenant [options]` or a request for help; throws a {@link UsageError} for anything else. */
export function readArguments(argv: string[]): TenantCommand | 'help' {
  const { values, positionals } = parsed(argv);
  if (values.help || argv.length === 0) return 'help';
  if (positionals.length !== 1 || positionals[0] !== 'tenant') {
    throw new UsageError('the commands are "tenant" and "doctor"; see cube-embed --help.');
  }
  const givenKey = values['api-key'];
  const apiKey = givenKey ?? randomBytes(24).toString('base64url');
  if (apiKey === '') throw new UsageError('--api-key is empty; leave it out to have one made.');
  return {
    tenant: {
      apiKey,
      port: portOf(values.port),
      host: values.host ?? '127.0.0.1',
      protocol: generationOf(values.protocol),
      router: routerOf(values.router),
      allowedHosts: values['allow-host'] ?? [],
      controlOrigins: values['allow-origin'] ?? [],
      developerMenu: values.debug ?? false,
      control: true,
    },
    generatedKey: givenKey === undefined ? apiKey : null,
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        'api-key': { type: 'string' },
        protocol: { type: 'string' },
        router: { type: 'string' },
        'allow-host': { type: 'string', multiple: true },
        'allow-origin': { type: 'string', multiple: true },
        debug: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch {
    // Node's own message would repeat what was typed, the API key included.
    throw new UsageError('an option is unknown or lacks its value; see cube-embed --help.');
  }
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? DEFAULT_PORT);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('--port takes a number from 0 to 65535.');
  }
  return port;
}

function generationOf(text = 'renewal'): ProtocolGeneration {
  const generation = GENERATIONS.find((known) => known === text);
  if (!generation) throw new UsageError(`--protocol is one of ${GENERATIONS.join(', ')}.`);
  return generation;
}

function routerOf(text = 'memory'): EmbedRouter {
  if (text === 'push' || text === 'memory') return text;
  throw new UsageError('--router is one of push, memory.');
}
