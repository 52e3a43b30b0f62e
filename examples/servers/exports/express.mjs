// express.mjs
import { getRequestListener } from '@hono/node-server';
import { createExportHandler } from 'cube-embed/server';
import express from 'express';

const { CUBE_TENANT_URL, CUBE_API_KEY, CUBE_DEPLOYMENT_ID, PORT = '3000' } = process.env;

/** The dashboards of each customer, from your database. */
const DASHBOARDS = { 'customer-12': ['sales'] };

const cubeExport = createExportHandler({
  tenantUrl: CUBE_TENANT_URL,
  apiKey: CUBE_API_KEY,
  deploymentId: Number(CUBE_DEPLOYMENT_ID),
  // For trying only: every visitor is this viewer. Replace it with your own sign-in.
  identify: () => ({ externalId: 'ada@example.com', embedTenantName: 'customer-12' }),
  allow: (viewer, { dashboardId }) => DASHBOARDS[viewer.embedTenantName].includes(dashboardId),
});

const app = express();
// Before express.json(): the handler reads the body itself.
app.all('/cube-export', getRequestListener(cubeExport, { overrideGlobalObjects: false }));
app.use(express.json());

const server = app.listen(Number(PORT), 'localhost', () => {
  console.log(`Exports at http://localhost:${server.address().port}/cube-export`);
});
