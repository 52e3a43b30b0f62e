// server.mjs
import { serve } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';
import { createRedisLimiter } from './limiter.mjs';

const { CUBE_TENANT_URL, CUBE_API_KEY, CUBE_DEPLOYMENT_ID, REDIS_URL, PORT = '3000' } = process.env;

const cubeSession = createSessionHandler({
  tenantUrl: CUBE_TENANT_URL,
  apiKey: CUBE_API_KEY,
  deploymentId: Number(CUBE_DEPLOYMENT_ID),
  // For trying only: every visitor is this viewer. Replace it with your own sign-in.
  identify: () => ({ externalId: 'ada@example.com' }),
  maxPerMinute: 60,
  limiter: REDIS_URL ? createRedisLimiter(REDIS_URL) : undefined,
});

serve({ fetch: cubeSession, hostname: 'localhost', port: Number(PORT) }, ({ port }) => {
  console.log(`Open http://localhost:${port}`);
});
