import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../testkit/cli/doctor/check.js';
import { readDoctorOptions } from '../../../../testkit/cli/doctor/options.js';
import { summary } from '../../../../testkit/cli/doctor/report.js';
import { Visit } from '../../../../testkit/cli/doctor/visit.js';
import { envFor } from './support.js';

describe('the report for an issue', () => {
  const env = envFor('https://acme.example', { CUBE_DASHBOARD_ID: 'OwVQpbdaZmBT' });
  const reportOf = (argv: string[], found: string): string => {
    const options = readDoctorOptions(argv, env);
    if (options === 'help') throw new Error('no help was asked for');
    const visit = new Visit(options, new AbortController().signal);
    visit.facts.set('renewal', 'in-place');
    const failure: Result = { group: 'Tenant', name: 'dashboard', status: 'failed', found };
    return summary([failure], visit, '1.2.3');
  };

  it('does not identify the tenant, even if Cube’s messages do', () => {
    const report = reportOf(
      ['--browser', '--external-id', 'ada', '--origin', 'https://app.acme.example'],
      'https://acme.example: 404: No dashboard OwVQpbdaZmBT for "ada" at app.acme.example',
    );
    expect(report).not.toMatch(/acme\.example|OwVQpbdaZmBT|"ada"/);
    expect(report).toContain('No dashboard {dashboardId} for "{externalId}"');
    expect(report).toContain('- cube-embed 1.2.3, Node');
    expect(report).toContain('- renewal: in-place\n');
  });

  it('is printed only with --browser', () => {
    expect(reportOf([], 'x')).toBe('\n0 passed, 1 failed, 0 skipped.\n');
  });
});
