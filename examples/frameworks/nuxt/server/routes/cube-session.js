import { createSessionHandler } from 'cube-embed/server';

let handler;

export default defineEventHandler((event) => {
  const {
    cubeApiKey,
    cubeDeploymentId,
    public: { cubeTenantUrl },
  } = useRuntimeConfig(event);
  handler ??= createSessionHandler({
    tenantUrl: cubeTenantUrl,
    apiKey: cubeApiKey,
    deploymentId: Number(cubeDeploymentId),
    // Replace this with the signed-in user from your own authentication.
    identify: async () => ({ externalId: 'ada' }),
  });
  return handler(toWebRequest(event));
});
