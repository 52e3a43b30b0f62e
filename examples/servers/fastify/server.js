import Fastify from 'fastify';
import { pageFor, script } from '../shared/page.js';
import { NO_COOKIE, cookieFor, userOf } from '../shared/sign-in.js';

const app = Fastify();

app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) => done(null));
app.decorateRequest('user', null);
app.addHook('onRequest', async (request) => {
  request.user = userOf(request.headers.cookie);
});

// #region endpoint
import { getRequestListener } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';

const cubeSession = createSessionHandler({
  tenantUrl: process.env.CUBE_TENANT_URL,
  apiKey: process.env.CUBE_API_KEY,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  // `request` is Fastify's own: its session, its user, whatever your hooks have put there
  identify(_webRequest, request) {
    const { user } = request;
    return user && { externalId: user.id, userAttributes: [{ name: 'city', value: user.city }] };
  },
});

app.all('/cube-session', (request, reply) => {
  reply.hijack();
  const listener = getRequestListener((webRequest) => cubeSession(webRequest, request), {
    overrideGlobalObjects: false,
  });
  return listener(request.raw, reply.raw);
});
// #endregion

const html = (reply, body) => reply.type('text/html; charset=utf-8').send(body);
const backHome = (reply, cookie) => reply.header('set-cookie', cookie).redirect('/', 303);

app.get('/', (request, reply) => html(reply, pageFor(request.user)));
app.get('/cube-embed.js', (_request, reply) => reply.type('text/javascript').send(script));
app.post('/sign-in', (request, reply) => backHome(reply, cookieFor(request.query.name) ?? NO_COOKIE));
app.post('/sign-out', (_request, reply) => backHome(reply, NO_COOKIE));

await app.listen({ port: Number(process.env.PORT ?? 3000), host: 'localhost' });
console.log(`listening on http://localhost:${app.server.address().port}`);
