import type { CubeAccount } from './backend.js';

/** A Cube tenant to use, and the dashboard to show. */
export type RealTenant = CubeAccount & { dashboardId: string };

/** The settings of the demo. */
export interface DemoSettings {
  /** 0 selects a free port. */
  port: number;
  /** Whether only this port may be used; otherwise the next free one is used. Default: `true`. */
  exactPort?: boolean;
  /** Without it, an emulated tenant is started. */
  real?: RealTenant;
}

export const USAGE = `npm run demo [-- --port <number>]

  PORT                   the port; --port wins over it. Default: 4848, or the next free one
  CUBE_TENANT_URL        these four together: run against this Cube tenant
  CUBE_API_KEY           instead of an emulated one
  CUBE_DEPLOYMENT_ID
  CUBE_DASHBOARD_ID
`;

/** Not the default of a well-known tool. */
const DEFAULT_PORT = 4848;
const REAL = ['CUBE_TENANT_URL', 'CUBE_API_KEY', 'CUBE_DEPLOYMENT_ID', 'CUBE_DASHBOARD_ID'] as const;

/** Reads the command line and the environment. Throws an error with advice if they are invalid. */
export function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): DemoSettings {
  const [option, value, ...rest] = argv.flatMap((word) => word.split('='));
  if (option !== undefined && (option !== '--port' || value === undefined || rest.length > 0)) {
    throw new Error(`Unknown options: ${argv.join(' ')}\n\n${USAGE}`);
  }
  const asked = value ?? env['PORT'];
  const port = Number(asked ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`${asked} is not a port. Use a number from 0 to 65535.`);
  }
  const exactPort = asked !== undefined;
  const missing = REAL.filter((name) => !env[name]);
  if (missing.length === REAL.length) return { port, exactPort };
  if (missing.length > 0)
    throw new Error(`To run against a Cube tenant, set ${missing.join(' and ')} as well.`);
  const deploymentId = Number(env['CUBE_DEPLOYMENT_ID']);
  if (!Number.isInteger(deploymentId) || deploymentId < 1)
    throw new Error('CUBE_DEPLOYMENT_ID must be a number.');
  return {
    port,
    exactPort,
    real: {
      tenantUrl: env['CUBE_TENANT_URL']!,
      apiKey: env['CUBE_API_KEY']!,
      deploymentId,
      dashboardId: env['CUBE_DASHBOARD_ID']!,
    },
  };
}
