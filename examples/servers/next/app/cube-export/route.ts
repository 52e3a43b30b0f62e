// #region route
// app/cube-export/route.ts
import { createExportHandler, type ExportHandler } from 'cube-embed/server';
import { cookies } from 'next/headers';
import { userOf } from '../../sign-in';

/** Seconds, where a platform ends what takes longer. */
export const maxDuration = 300;

let cubeExport: ExportHandler | undefined;

export function POST(request: Request): Promise<Response> {
  // at the first request: Next.js loads this file when it builds, too, and the key is not there then
  cubeExport ??= createExportHandler({
    tenantUrl: process.env.CUBE_TENANT_URL!,
    apiKey: process.env.CUBE_API_KEY!,
    deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
    async identify() {
      const user = userOf((await cookies()).toString());
      return (
        user && {
          externalId: user.id.trim().toLowerCase(),
          embedTenantName: 'customer-12',
          userAttributes: [{ name: 'city', value: user.city }],
        }
      );
    },
    allow: (_viewer, { dashboardId }) => dashboardId === process.env.CUBE_DASHBOARD_ID,
  });
  return cubeExport(request);
}
// #endregion
