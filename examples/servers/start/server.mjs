// server.mjs
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createSessionHandler } from 'cube-embed/server';
import { Hono } from 'hono';

const { CUBE_TENANT_URL, CUBE_API_KEY, CUBE_DEPLOYMENT_ID, CUBE_DASHBOARD_ID, PORT = '3000' } = process.env;

const cubeSession = createSessionHandler({
  tenantUrl: CUBE_TENANT_URL,
  apiKey: CUBE_API_KEY,
  deploymentId: Number(CUBE_DEPLOYMENT_ID),
  // For trying only: every visitor is this viewer. Replace it with your own sign-in.
  identify: () => ({ externalId: 'ada@example.com' }),
});

const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Sales</title>
  <script type="module" src="/cube-embed.js"></script>

  <cube-embed-dashboard
    base-url="${CUBE_TENANT_URL}"
    dashboard-id="${CUBE_DASHBOARD_ID}"
    session-endpoint="/cube-session"
  ></cube-embed-dashboard>
</html>`;

const app = new Hono();
app.get('/', (c) => c.html(page));
app.get('/cube-embed.js', serveStatic({ path: 'node_modules/cube-embed/dist/cube-embed.js' }));
app.all('/cube-session', (c) => cubeSession(c.req.raw));

serve({ fetch: app.fetch, hostname: 'localhost', port: Number(PORT) }, ({ port }) => {
  console.log(`Open http://localhost:${port}`);
});
