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
    // Who is signed in: ask your own authentication here.
    identify: async () => ({ externalId: 'ada' }),
  });
  return handler(toWebRequest(event));
});
