import { env } from '$env/dynamic/private';
import { createSessionHandler } from 'cube-embed/server';

let handler;

export function POST({ request }) {
  handler ??= createSessionHandler({
    tenantUrl: env.CUBE_TENANT_URL,
    apiKey: env.CUBE_API_KEY,
    deploymentId: Number(env.CUBE_DEPLOYMENT_ID),
    // Replace this with the signed-in user from your own authentication.
    identify: async () => ({ externalId: 'ada' }),
  });
  return handler(request);
}
