import { exportDashboard } from '../../../src/server/index.js';
import { Failure, Skip, skipAfter } from './check.js';
import type { Check } from './check.js';
import { asFailure, connection, tenantOf } from './tenant-checks.js';

/** What to do about an answer that says nothing of the account's switch. */
const ADVICE: Readonly<Record<number, string>> = {
  401: 'Check CUBE_API_KEY.',
  404: 'Check CUBE_DASHBOARD_ID: the public id of a published dashboard of this deployment.',
  422: 'Cube did not accept the request. Report it with this line.',
  429: 'Cube runs a few exports at a time. Try again in some minutes.',
};

/** Exports the dashboard as the user of the API key: nothing else shows whether the account allows downloads. */
export const exportCheck: Check = {
  name: 'export',
  advice:
    'In Cube, an administrator turns on "Allow data downloads" for the account. The API key must be a tenant administrator’s.',
  async run(visit) {
    skipAfter(visit, 'generate-session', 'dashboard');
    const { dashboardId } = visit.options;
    const { deploymentId } = tenantOf(visit);
    if (dashboardId === null) throw new Skip('set CUBE_DASHBOARD_ID to export the dashboard');
    const start = performance.now();
    const request = { dashboardId, format: 'png' } as const;
    const options = { ...connection(visit), deploymentId, signal: visit.interrupted };
    const file = await asFailure(
      () => exportDashboard(request, options),
      ({ status }) => ADVICE[status ?? 0],
    );
    const { byteLength } = await file.arrayBuffer();
    if (byteLength === 0) throw new Failure('the exported file is empty');
    return `a PNG of ${Math.ceil(byteLength / 1024)} KB, after ${Math.round((performance.now() - start) / 1000)} s`;
  },
};
