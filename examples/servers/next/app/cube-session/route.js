// #region endpoint
// app/cube-session/route.js
import { createSessionHandler } from 'cube-embed/server';
import { cookies } from 'next/headers';
import { userOf } from '../../../shared/sign-in.js';

// inside POST: Next loads this file when it builds, too, and the key is not there then
export function POST(request) {
  const cubeSession = createSessionHandler({
    tenantUrl: process.env.CUBE_TENANT_URL,
    apiKey: process.env.CUBE_API_KEY,
    deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
    async identify() {
      const user = userOf((await cookies()).toString());
      return user && { externalId: user.id, userAttributes: [{ name: 'city', value: user.city }] };
    },
  });
  return cubeSession(request);
}
// #endregion
