// server.ts
import { getRequestListener } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { pageFor, script } from './page.js';
import { NO_COOKIE, cookieFor, userOf, type User } from './sign-in.js';

declare module 'fastify' {
  interface FastifyRequest {
    user: User | undefined;
  }
}

const app = Fastify();
app.decorateRequest('user', undefined);
app.addHook('onRequest', async (request) => {
  request.user = userOf(request.headers.cookie);
});

const cubeSession = createSessionHandler({
  tenantUrl: process.env.CUBE_TENANT_URL!,
  apiKey: process.env.CUBE_API_KEY!,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  // `request` is Fastify's own, with whatever your hooks have put there
  identify(_webRequest, request: FastifyRequest) {
    const { user } = request;
    return (
      user && {
        externalId: user.id.trim().toLowerCase(), // Cube requires lowercase, trimmed ids
        userAttributes: [{ name: 'city', value: user.city }],
      }
    );
  },
});

app.all('/cube-session', (request, reply) => {
  reply.hijack();
  const listener = getRequestListener((webRequest) => cubeSession(webRequest, request), {
    overrideGlobalObjects: false,
  });
  return listener(request.raw, reply.raw);
});

// To try it: a page, and the made-up sign-in.
const backHome = (reply: FastifyReply, cookie: string) =>
  reply.header('set-cookie', cookie).redirect('/', 303);
// Forms without fields send an empty body of this type.
app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) => done(null));
app.get('/', (request, reply) => reply.type('text/html; charset=utf-8').send(pageFor(request.user)));
app.get('/cube-embed.js', (_request, reply) => reply.type('text/javascript').send(script));
app.post<{ Querystring: { id?: string } }>('/sign-in', (request, reply) =>
  backHome(reply, cookieFor(request.query.id)),
);
app.post('/sign-out', (_request, reply) => backHome(reply, NO_COOKIE));

app.listen({ port: Number(process.env.PORT ?? 3000) }, (error, address) => {
  if (error) throw error;
  console.log(`listening on ${address}`);
});
