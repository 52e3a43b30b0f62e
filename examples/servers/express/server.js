import express from 'express';
import { pageFor, script } from '../shared/page.js';
import { NO_COOKIE, cookieFor, userOf } from '../shared/sign-in.js';

const app = express();

// what most applications have, and what the endpoint must get along with
app.use(express.json());
app.use((request, _response, next) => {
  request.user = userOf(request.headers.cookie);
  next();
});

// #region endpoint
import { getRequestListener } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';

const cubeSession = createSessionHandler({
  tenantUrl: process.env.CUBE_TENANT_URL,
  apiKey: process.env.CUBE_API_KEY,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  // `incoming` is Express's own request: its session, its user, whatever your middleware has put there
  identify(_request, { incoming }) {
    const { user } = incoming;
    return user && { externalId: user.id, userAttributes: [{ name: 'city', value: user.city }] };
  },
});

app.all('/cube-session', getRequestListener(cubeSession, { overrideGlobalObjects: false }));
// #endregion

app.get('/', (request, response) => response.send(pageFor(request.user)));
app.get('/cube-embed.js', (_request, response) => response.type('js').send(script));
app.post('/sign-in', (request, response) =>
  response.set('set-cookie', cookieFor(request.query.name) ?? NO_COOKIE).redirect(303, '/'),
);
app.post('/sign-out', (_request, response) => response.set('set-cookie', NO_COOKIE).redirect(303, '/'));

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  console.log(`listening on http://localhost:${server.address().port}`);
});
