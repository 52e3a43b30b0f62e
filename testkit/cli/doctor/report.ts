import type { Result } from './check.js';
import type { DoctorOptions } from './options.js';
import type { Visit } from './visit.js';

const MARKS: Record<Result['status'], string> = { ok: '✓', failed: '✗', skipped: '–' };

/** The text to print before the run. */
export function announcement(visit: Visit): string {
  const { tenant, externalId, endpoint } = visit.options;
  const lines = [
    tenant &&
      `Tenant ${visit.clean(tenant.url)}, deployment ${tenant.deploymentId}. Creates sessions for the external user "${visit.clean(externalId)}"\n(ephemeral if Cube accepts that; otherwise the user stays in Cube), and revokes them at the end.`,
    endpoint &&
      `Endpoint ${visit.clean(endpoint.replace(/[?#].*/s, ''))}. Requests sessions for the viewer that the headers sign in.`,
  ];
  return `${lines.filter(Boolean).join('\n')}\n`;
}

/** The line for a tenant's address at which there is no Cube. */
export const noCubeLine = (visit: Visit): string =>
  `\n✗ There is no Cube tenant at ${visit.clean(visit.options.tenant?.url ?? '')}: check CUBE_TENANT_URL. Nothing else of the tenant can be checked.\n`;

/** Formats a heading. */
export const heading = (title: string): string => `\n${title}\n`;

/** Formats a check's line, its name padded to `nameWidth` characters, and a line with the advice if it failed. */
export function resultLine({ status, name, found, advice }: Result, nameWidth: number): string {
  const line = `  ${MARKS[status]} ${name.padEnd(nameWidth)}  ${found}\n`;
  return advice ? `${line}      → ${advice}\n` : line;
}

/** Formats the summary: the counts and, with --browser, the facts for an issue. */
export function summary(results: readonly Result[], visit: Visit, version: string): string {
  const count = (status: Result['status']): number =>
    results.filter((result) => result.status === status).length;
  const counts = `\n${count('ok')} passed, ${count('failed')} failed, ${count('skipped')} skipped.\n`;
  return visit.options.browser ? counts + issueReport(results, visit, version) : counts;
}

function issueReport(results: readonly Result[], visit: Visit, version: string): string {
  const { options } = visit;
  const failed = results
    .filter(({ status }) => status === 'failed')
    .map(({ name, found }) => `- failed: ${name}: ${found}`);
  const lines = [
    `- cube-embed ${version}, Node ${process.versions.node}`,
    ...Object.entries(factsOf(visit)).map(([name, value]) => `- ${name}: ${value}`),
    ...failed,
  ];
  return `\nFor an issue (contains no keys, ids or tokens):\n\n${anonymous(lines.join('\n'), options)}\n`;
}

/** Removes what identifies the tenant: Cube's own messages may contain it. */
function anonymous(
  text: string,
  { tenant, dashboardId, externalId, endpoint, origin }: DoctorOptions,
): string {
  const host = (url: string | null | undefined): string | null => (url ? new URL(url).host : null);
  const names: [string | null, string][] = [
    [host(tenant?.url), '{tenant}'],
    [host(endpoint), '{endpoint}'],
    [host(origin), '{origin}'],
    [dashboardId, '{dashboardId}'],
    [externalId, '{externalId}'],
  ];
  return names.reduce((result, [name, label]) => (name ? result.replaceAll(name, label) : result), text);
}

function factsOf(visit: Visit): Record<string, string> {
  return Object.fromEntries([...visit.facts].map(([name, value]) => [name, visit.clean(value)]));
}

/** Formats results and facts as JSON. */
export function asJson(results: readonly Result[], visit: Visit, version: string): string {
  const ok = results.every(({ status }) => status !== 'failed');
  return `${JSON.stringify({ version, ok, checks: results, facts: factsOf(visit) }, null, 2)}\n`;
}
