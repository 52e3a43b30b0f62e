// #region route
// app/cube-session/route.ts
import { createSessionHandler, type SessionHandler } from 'cube-embed/server';
import { cookies } from 'next/headers';
import { userOf } from '../../sign-in';

let cubeSession: SessionHandler | undefined;

export function POST(request: Request): Promise<Response> {
  // at the first request: Next.js loads this file when it builds, too, and the key is not there then
  cubeSession ??= createSessionHandler({
    tenantUrl: process.env.CUBE_TENANT_URL!,
    apiKey: process.env.CUBE_API_KEY!,
    deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
    async identify() {
      const user = userOf((await cookies()).toString());
      return (
        user && {
          externalId: user.id.trim().toLowerCase(), // Cube requires lowercase, trimmed ids
          userAttributes: [{ name: 'city', value: user.city }],
        }
      );
    },
  });
  return cubeSession(request);
}
// #endregion
