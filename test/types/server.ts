import { CubeApiError, createSessionHandler, generateSession, revokeSession } from 'cube-embed/server';
import { createCubeTenant } from 'cube-embed/testing';

const connection = { tenantUrl: 'https://acme.cubecloud.dev', apiKey: 'from the environment' };

const handler: (request: Request) => Promise<Response> = createSessionHandler({
  ...connection,
  deploymentId: 7,
  identify: async (request) =>
    request.headers.has('cookie') ? { externalId: 'ada', groups: ['sales'] } : null,
});
void handler(new Request('https://host.example/cube-session', { method: 'POST' }));

// An optional chain answers `undefined` when nobody is signed in.
const users = new Map([['ada', { externalId: 'ada' }]]);
createSessionHandler({
  ...connection,
  deploymentId: 7,
  identify: (request) => users.get(request.headers.get('x-user') ?? ''),
});

// @ts-expect-error the viewer is required
createSessionHandler({ ...connection, deploymentId: 7 });

const { sessionId } = await generateSession({ deploymentId: 7, externalId: 'ada' }, connection);
await revokeSession(sessionId, connection).catch((error: unknown) => {
  if (error instanceof CubeApiError) return error.status;
  throw error;
});

// @ts-expect-error the deployment is required
void generateSession({ externalId: 'ada' }, connection);

const tenant = createCubeTenant({ apiKey: 'any', protocol: 'renewal' });
const url: string = await tenant.start();
const minted: string = tenant.mint({ externalId: 'ada' });
tenant.emit('view', { path: `${url}/${minted}` });
// @ts-expect-error no such generation
tenant.protocol = 'newest';
