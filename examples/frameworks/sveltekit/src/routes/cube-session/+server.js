import { env } from '$env/dynamic/private';
import { createSessionHandler } from 'cube-embed/server';

let handler;

export function POST({ request }) {
  handler ??= createSessionHandler({
    tenantUrl: env.CUBE_TENANT_URL,
    apiKey: env.CUBE_API_KEY,
    deploymentId: Number(env.CUBE_DEPLOYMENT_ID),
    // Who is signed in: ask your own authentication here.
    identify: async () => ({ externalId: 'ada' }),
  });
  return handler(request);
}
