import { createSessionHandler } from 'cube-embed/server';

let handler: ReturnType<typeof createSessionHandler> | undefined;

export function action({ request }: { request: Request }) {
  handler ??= createSessionHandler({
    tenantUrl: process.env.CUBE_TENANT_URL!,
    apiKey: process.env.CUBE_API_KEY!,
    deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
    // Replace this with the signed-in user from your own authentication.
    identify: async () => ({ externalId: 'ada' }),
  });
  return handler(request);
}

// Other methods than POST get the handler's 405 as well.
export const loader = action;
