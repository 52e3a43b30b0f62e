import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type {
  CubeTenantOptions,
  DashboardOptions,
  EmbedRouter,
  ProtocolGeneration,
} from '../tenant/index.js';
import { isLocalOrigin } from '../tenant/local-names.js';
import type { Environment } from './environment.js';
import { UsageError, usageError } from './usage-error.js';

const DEFAULT_PORT = 4000;
const GENERATIONS: readonly ProtocolGeneration[] = ['none', 'events', 'renewal'];
const ROUTERS: readonly EmbedRouter[] = ['push', 'replace', 'memory'];

/** The `tenant` command with its options. */
export interface TenantCommand {
  tenant: CubeTenantOptions;
  /** The API key if it was generated and must be shown; `null` if the user set one. */
  generatedKey: string | null;
}

/**
 * Parses `tenant [options]` or a request for help. Options come before the environment. Throws a {@link UsageError} for
 * anything else.
 */
export function readArguments(argv: string[], env: Environment = {}): TenantCommand | 'help' {
  const { values, positionals } = parsed(argv);
  if (values.help || argv.length === 0) return 'help';
  if (positionals.length !== 1 || positionals[0] !== 'tenant') {
    throw new UsageError('unknown command: use "tenant" or "doctor"; see cube-embed --help.');
  }
  const set = settingsOf(env);
  const givenKey = values['api-key'] ?? set.apiKey;
  const apiKey = givenKey ?? randomBytes(24).toString('base64url');
  if (apiKey === '') throw new UsageError('--api-key is empty; omit it to generate a key.');
  const deployments = values.deployment ?? set.deployments;
  const dashboards = values.dashboard ?? set.dashboards;
  return {
    tenant: {
      apiKey,
      port: portOf(values.port ?? set.port),
      host: values.host ?? '127.0.0.1',
      protocol: generationOf(values.protocol),
      router: routerOf(values.router),
      allowedHosts: values['allow-host'] ?? [],
      controlOrigins: values['allow-origin'] ?? [],
      developerMenu: values.debug ?? false,
      any: values.any ?? false,
      signedEmbedding: !values['embedding-off'],
      ...(deployments ? { deployments: deployments.map(deploymentOf) } : {}),
      ...(dashboards ? { dashboards: dashboardsOf(dashboards) } : {}),
      control: true,
    },
    generatedKey: givenKey === undefined ? apiKey : null,
  };
}

/** What the environment sets for a tenant on this machine. If it names a tenant elsewhere, its values belong to that one. */
function settingsOf(env: Environment): Partial<Record<'port' | 'apiKey', string>> & {
  deployments?: string[];
  dashboards?: string[];
} {
  const url = env['CUBE_TENANT_URL'] ?? '';
  if (!url.startsWith('http:') || !isLocalOrigin(url)) return {};
  const { CUBE_API_KEY: apiKey, CUBE_DEPLOYMENT_ID: deployment, CUBE_DASHBOARD_ID: dashboard } = env;
  return {
    port: new URL(url).port || '80',
    ...(apiKey && { apiKey }),
    ...(deployment && { deployments: [deployment] }),
    ...(dashboard && { dashboards: [dashboard] }),
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
        dashboard: { type: 'string', multiple: true },
        deployment: { type: 'string', multiple: true },
        any: { type: 'boolean' },
        'embedding-off': { type: 'boolean' },
        'allow-host': { type: 'string', multiple: true },
        'allow-origin': { type: 'string', multiple: true },
        debug: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node's own message may contain the arguments, including the API key.
    throw usageError(error, 'cube-embed --help');
  }
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? DEFAULT_PORT);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('--port must be an integer from 0 to 65535.');
  }
  return port;
}

function generationOf(text = 'renewal'): ProtocolGeneration {
  const generation = GENERATIONS.find((known) => known === text);
  if (!generation) throw new UsageError(`--protocol must be one of ${GENERATIONS.join(', ')}.`);
  return generation;
}

function routerOf(text = 'memory'): EmbedRouter {
  const router = ROUTERS.find((known) => known === text);
  if (!router) throw new UsageError(`--router must be one of ${ROUTERS.join(', ')}.`);
  return router;
}

function deploymentOf(text: string): number {
  const id = Number(text);
  if (!Number.isInteger(id) || id < 1)
    throw new UsageError('--deployment or CUBE_DEPLOYMENT_ID must be a positive integer, e.g. 1.');
  return id;
}

/** Parses `id` or `id:closed`, and adds the tenant's own dashboards. */
function dashboardsOf(texts: string[]): Record<string, DashboardOptions> {
  const named = texts.map((text): [string, DashboardOptions] => {
    const [, id, suffix] = /^([^:]+)(:.*)?$/.exec(text) ?? [];
    if (id === undefined || (suffix !== undefined && suffix !== ':closed'))
      throw new UsageError('--dashboard must be a public id, or id:closed for one without embedding.');
    return [id, suffix ? { embedding: false } : {}];
  });
  return { sales: {}, orders: {}, ...Object.fromEntries(named) };
}
