import type { CubeTenant, TenantDashboard } from '../tenant/index.js';

export const HELP = `Usage: cube-embed tenant [options]
       cube-embed doctor [options]   (see cube-embed doctor --help)

tenant runs an emulated Cube tenant on this machine, to test an integration without a Cube plan.
doctor checks a real tenant, its embed pages and your session endpoint.

Options of tenant:
  --port <number>      port to listen on (default 4000; 0 for any free port)
  --host <address>     address to listen on (default 127.0.0.1: this machine only)
  --api-key <key>      the key that the session endpoints require (default: generates and prints one)
  --protocol <name>    messages of the embed pages: none, events or renewal (default renewal)
  --router <name>      what embeds do to the browser's history: push, replace or memory (default memory)
  --dashboard <id>     a further dashboard; <id>:closed for one without embedding; can be repeated
  --deployment <id>    a deployment (default 1); can be repeated
  --any                accept every dashboard, deployment and filter, unlike Cube
  --embedding-off      refuse sessions, like an account without signed embedding
  --allow-host <name>  a host name to answer to, besides loopback names; can be repeated
  --allow-origin <url> an origin whose pages may use the control API, besides loopback ones; can be repeated
  --debug              show a menu that sends error events in every embed page
  -h, --help           show this text

If CUBE_TENANT_URL is an address of this machine, in the environment or in the file .env of the folder, the tenant takes its
port, CUBE_API_KEY, CUBE_DEPLOYMENT_ID and CUBE_DASHBOARD_ID from there. Options come first.

Anyone who can reach the port can control the tenant: keep it on this machine.
`;

/** What the text about a started tenant needs to know. */
export interface Started {
  tenant: Pick<CubeTenant, 'url' | 'dashboards'>;
  deployments: readonly number[];
  /** Whether every id is accepted. */
  any: boolean;
  signedEmbedding: boolean;
  /** The API key, if it was generated. */
  generatedKey: string | null;
}

/** The text to print when the tenant has started. Contains the API key only if it was generated. */
export function banner({ tenant, deployments, any, signedEmbedding, generatedKey }: Started): string {
  const { url, dashboards } = tenant;
  return `Emulated Cube tenant: ${url}
API key: ${generatedKey ?? 'the one you set'}
Deployments: ${any ? 'any' : deployments.join(', ')}
Dashboards: ${any ? 'any id; described are' : `${dashboards.length}, others answer 404`}
${dashboards.map((dashboard) => dashboardLines(url, dashboard)).join('')}
${signedEmbedding ? '' : 'Signed embedding is off: sessions get 403 (--embedding-off)\n'}Create a session:
  curl -X POST ${url}/api/v1/embed/generate-session \\
    -H 'Authorization: Api-Key ${generatedKey ?? '<your key>'}' -H 'Content-Type: application/json' \\
    -d '{"deploymentId":${deployments[0] ?? 1},"externalId":"ada"}'
Open an embed with it, once and within 5 minutes:
  ${url}/embed/dashboard/${dashboards[0]?.id ?? 'sales'}?session=<sessionId>
  ${url}/embed/chat?sessionId=<sessionId>
  ${url}/embed/d/${deployments[0] ?? 1}/app?session=<sessionId>
Control the tenant: ${url}/__tenant/state

Stop it with Ctrl+C.
`;
}

function dashboardLines(url: string, { id, embedding, controls }: TenantDashboard): string {
  const lines = [`  ${id}: ${url}/embed/dashboard/${encodeURIComponent(id)}`];
  if (!embedding) lines.push('    embedding is not allowed (403)');
  else if (!controls) lines.push('    takes every filter');
  else {
    const { filters, timeGranularities, fieldSwitches } = controls;
    lines.push(`    filters: ${Object.keys(filters).join(', ') || 'none'}`);
    for (const [member, { allowed }] of Object.entries(timeGranularities))
      lines.push(`    granularity of ${member}: ${allowed.join(', ')}`);
    for (const [member, { alternatives }] of Object.entries(fieldSwitches))
      lines.push(`    in place of ${member}: ${alternatives.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}
