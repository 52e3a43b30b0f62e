// server.mjs
import { serve } from '@hono/node-server';
import { createExportHandler } from 'cube-embed/server';
import { Hono } from 'hono';

const { CUBE_TENANT_URL, CUBE_API_KEY, CUBE_DEPLOYMENT_ID, PORT = '3000' } = process.env;

/** The dashboards of each customer, from your database. */
const DASHBOARDS = { 'customer-12': ['sales'] };

const cubeExport = createExportHandler({
  tenantUrl: CUBE_TENANT_URL,
  apiKey: CUBE_API_KEY,
  deploymentId: Number(CUBE_DEPLOYMENT_ID),
  // For trying only: every visitor is this viewer. Replace it with your own sign-in.
  identify: () => ({
    externalId: 'ada@example.com',
    embedTenantName: 'customer-12',
    userAttributes: [{ name: 'city', value: 'San Francisco' }],
  }),
  // The page can name any dashboard: say which ones this viewer may export.
  allow: (viewer, { dashboardId }) => DASHBOARDS[viewer.embedTenantName].includes(dashboardId),
});

const app = new Hono();
app.all('/cube-export', (c) => cubeExport(c.req.raw));

serve({ fetch: app.fetch, hostname: 'localhost', port: Number(PORT) }, ({ port }) => {
  console.log(`Exports at http://localhost:${port}/cube-export`);
});
