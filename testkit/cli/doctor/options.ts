import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CubeRequestError } from '../../../src/server/index.js';
import { checkConnection } from '../../../src/server/connection.js';
import type { Environment } from '../environment.js';
import { UsageError, usageError } from '../usage-error.js';

/** What the doctor checks, and how. */
export interface DoctorOptions {
  /** The tenant, or `null` to check only an endpoint. */
  tenant: { url: string; apiKey: string; deploymentId: number } | null;
  /** Public id of a dashboard. */
  dashboardId: string | null;
  externalId: string;
  /** Origin of the page that will show the embed. */
  origin: string | null;
  /** The host application's session endpoint. */
  endpoint: string | null;
  /** Headers for the endpoint, e.g. the cookie of a signed-in viewer. */
  headers: Record<string, string>;
  browser: boolean;
  /** Whether to export the dashboard. */
  exports: boolean;
  /** Filters for which the dashboard should have controls. */
  filters: { member: string; value: string }[];
  /** Path of the Chromium for `--browser`, instead of Playwright's own. */
  chromiumPath: string | undefined;
  json: boolean;
  /** Timeout of each request in milliseconds. */
  timeoutMs: number;
  /** Warnings about how the options were passed, for standard error. */
  warnings: string[];
}

const SEEN_BY_OTHERS =
  'was passed on the command line, where other users of this machine can see it. Use the environment or a file instead';

/** Reads the doctor's options and environment. Throws a {@link UsageError} that says what is missing or invalid. */
export function readDoctorOptions(argv: string[], env: Environment): DoctorOptions | 'help' {
  const values = parsed(argv);
  if (values.help) return 'help';
  if (values.filter && !values.browser)
    throw new UsageError('--filter needs --browser: it looks at the page.');
  const warnings: string[] = [];
  const endpoint = values.endpoint ? httpUrl('--endpoint', values.endpoint) : null;
  return {
    tenant: tenantOf(
      {
        url: values['tenant-url'] ?? env['CUBE_TENANT_URL'],
        apiKey: keyOf(values['api-key'], warnings) ?? env['CUBE_API_KEY'],
        deployment: values['deployment-id'] ?? env['CUBE_DEPLOYMENT_ID'],
      },
      endpoint !== null,
    ),
    dashboardId: (values['dashboard-id'] ?? env['CUBE_DASHBOARD_ID']) || null,
    externalId: externalIdOf(values['external-id']),
    origin: values.origin ? new URL(httpUrl('--origin', values.origin)).origin : null,
    endpoint,
    headers: headersOf(values.header ?? [], env['CUBE_ENDPOINT_HEADER'], warnings),
    browser: values.browser ?? false,
    exports: values.export ?? false,
    filters: (values.filter ?? []).map(filterOf),
    chromiumPath: env['CHROMIUM_PATH'],
    json: values.json ?? false,
    timeoutMs: secondsOf(values.timeout) * 1000,
    warnings,
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        'tenant-url': { type: 'string' },
        'api-key': { type: 'string' },
        'deployment-id': { type: 'string' },
        'dashboard-id': { type: 'string' },
        'external-id': { type: 'string' },
        origin: { type: 'string' },
        endpoint: { type: 'string' },
        header: { type: 'string', multiple: true },
        browser: { type: 'boolean' },
        export: { type: 'boolean' },
        filter: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        timeout: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    // Node's own message may contain the arguments, including secrets.
    throw usageError(error, 'cube-embed doctor --help');
  }
}

function tenantOf(
  { url, apiKey, deployment }: Record<'url' | 'apiKey' | 'deployment', string | undefined>,
  canDoWithout: boolean,
): DoctorOptions['tenant'] {
  const missing = [
    url ? '' : 'CUBE_TENANT_URL (or --tenant-url), e.g. https://acme.cubecloud.dev',
    apiKey ? '' : 'CUBE_API_KEY (or --api-key FILE), an administrator’s key from Admin → API Keys in Cube',
    deployment ? '' : 'CUBE_DEPLOYMENT_ID (or --deployment-id), the number in the URL of the deployment',
  ].filter(Boolean);
  if (missing.length > 0 || !url || !apiKey) {
    if (canDoWithout && missing.length === 3) return null;
    throw new UsageError(
      `doctor needs a tenant, or an endpoint (--endpoint). Missing for the tenant:\n  ${missing.join('\n  ')}`,
    );
  }
  const deploymentId = Number(deployment);
  if (!Number.isInteger(deploymentId) || deploymentId < 1)
    throw new UsageError('the deployment id must be a positive integer.');
  try {
    return { url: checkConnection({ tenantUrl: url, apiKey }).baseUrl, apiKey, deploymentId };
  } catch (error) {
    if (!(error instanceof CubeRequestError)) throw error;
    const name = error.field === 'apiKey' ? 'CUBE_API_KEY' : 'CUBE_TENANT_URL';
    throw new UsageError(error.message.replace(error.field, name));
  }
}

function externalIdOf(text = 'cube-embed-doctor'): string {
  if (text === '' || text !== text.trim().toLowerCase())
    throw new UsageError('--external-id must be lowercase, without spaces around it: Cube requires that.');
  return text;
}

/** Reads the key from a file. Uses the argument itself as the key only with a warning. */
function keyOf(argument: string | undefined, warnings: string[]): string | undefined {
  if (argument === undefined) return undefined;
  const content = contentOf(argument.replace(/^@/, ''));
  if (content !== null) return content.trim();
  if (argument.startsWith('@')) throw new UsageError('the file named by --api-key cannot be read.');
  warnings.push(`The API key ${SEEN_BY_OTHERS}: CUBE_API_KEY, or --api-key FILE.`);
  return argument;
}

/** Parses headers, `Name: value`: one from the environment, any number from arguments; `@FILE` contains one per line. */
function headersOf(
  given: string[],
  fromEnvironment: string | undefined,
  warnings: string[],
): Record<string, string> {
  const lines = given.flatMap((argument) => {
    if (!argument.startsWith('@')) {
      warnings.push(`A header ${SEEN_BY_OTHERS}: CUBE_ENDPOINT_HEADER, or --header @FILE.`);
      return [argument];
    }
    const content = contentOf(argument.slice(1));
    if (content === null) throw new UsageError('the file named by --header cannot be read.');
    return content.split('\n').filter((line) => line.trim());
  });
  if (fromEnvironment) lines.push(fromEnvironment);
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([\w-]+):\s*(.+)$/.exec(line.trim()) ?? [];
      if (!name || !value) throw new UsageError("write a header as 'Name: value'.");
      // `fetch` would throw an error that may contain the value.
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
        throw new UsageError(`the header ${name} contains characters that a header cannot carry.`);
      return [name.toLowerCase(), value];
    }),
  );
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function httpUrl(flag: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${flag} must be an absolute http or https URL, e.g. https://app.example.com.`);
  if (url.username || url.password)
    throw new UsageError(`${flag} must not contain a user name or a password: use --header for those.`);
  return text;
}

function filterOf(text: string): { member: string; value: string } {
  const [, member, value] = /^([\w.]+\.\w+)=(.+)$/.exec(text) ?? [];
  if (!member || !value)
    throw new UsageError("write a filter as 'view.dimension=value', e.g. orders.status=completed.");
  return { member, value };
}

function secondsOf(text = '10'): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 600))
    throw new UsageError('--timeout must be a number of seconds, more than 0 and at most 600.');
  return seconds;
}
