import packageJson from '../../../package.json' with { type: 'json' };
import type { Environment } from '../environment.js';
import type { CommandOutput } from '../output.js';
import { browserChecks, closeBrowser } from './browser-checks.js';
import { examine } from './check.js';
import type { CheckGroup, Result } from './check.js';
import { embedChecks } from './embed-checks.js';
import { endpointChecks } from './endpoint-checks.js';
import { exportCheck } from './export-check.js';
import { filterCheck } from './filter-check.js';
import { readDoctorOptions } from './options.js';
import type { DoctorOptions } from './options.js';
import { announcement, asJson, heading, noCubeLine, resultLine, summary } from './report.js';
import { cleanUp, tenantChecks } from './tenant-checks.js';
import { DOCTOR_HELP } from './texts.js';
import { Visit } from './visit.js';

/**
 * Runs `cube-embed doctor`: checks a tenant, its embeds and a host's session endpoint, and writes a line for each check.
 * Always revokes its sessions at the end. Returns the exit status: 0 if no check failed, 1 if one did or the signal ended
 * the run early. Throws a `UsageError` for invalid options.
 */
export async function runDoctor(
  argv: string[],
  env: Environment,
  output: CommandOutput,
  interrupted: AbortSignal,
): Promise<number> {
  const options = readDoctorOptions(argv, env);
  if (options === 'help') {
    output.stdout.write(DOCTOR_HELP);
    return 0;
  }
  const visit = new Visit(options, interrupted);
  const { version } = packageJson;
  const write = (text: string): unknown => options.json || output.stdout.write(text);
  for (const warning of options.warnings) output.stderr.write(`cube-embed: ${warning}\n`);
  // Also with --json, because the run is about to create a user; standard output is reserved for the JSON then.
  (options.json ? output.stderr : output.stdout).write(announcement(visit));

  const results: Result[] = [];
  try {
    for (const { title, checks } of groupsFor(options)) {
      const nameWidth = Math.max(...checks.map(({ name }) => name.length));
      const lines = [heading(title)];
      for (const check of checks) {
        const result = await examine(title, check, visit);
        results.push(result);
        lines.push(resultLine(result, nameWidth));
        // The second check finds out whether there is a Cube at all, which is said before everything else.
        if (results.length === 1 && checks.length > 1) continue;
        if (results.length === 2 && !visit.isCube) write(noCubeLine(visit));
        for (const line of lines.splice(0)) write(line);
      }
    }
  } finally {
    await closeBrowser(visit);
    await cleanUp(visit);
  }
  if (options.json) output.stdout.write(asJson(results, visit, version));
  else write(summary(results, visit, version));
  return interrupted.aborted || results.some(({ status }) => status === 'failed') ? 1 : 0;
}

/** Returns the groups of checks that the options select, in the order in which a session passes them. */
function groupsFor({ tenant, browser, endpoint, exports, filters }: DoctorOptions): CheckGroup[] {
  return [
    // Without a tenant, the first check says what is missing.
    { title: 'Tenant', checks: tenant ? tenantChecks : tenantChecks.slice(0, 1) },
    ...(tenant ? [{ title: 'Embed pages', checks: embedChecks }] : []),
    ...(tenant && exports ? [{ title: 'Export', checks: [exportCheck] }] : []),
    ...(tenant && browser
      ? [{ title: 'Browser', checks: [...browserChecks, ...filters.map(filterCheck)] }]
      : []),
    ...(endpoint ? [{ title: 'Session endpoint', checks: endpointChecks }] : []),
  ];
}
