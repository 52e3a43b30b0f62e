import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pageFor, script } from '../shared/page.js';
import { forget, remember } from '../shared/sessions.js';
import { NO_COOKIE, cookieFor, userOf } from '../shared/sign-in.js';

const app = new Hono();

app.use(async (c, next) => {
  c.set('user', userOf(c.req.header('cookie')));
  await next();
});

// #region endpoint
import { createSessionHandler } from 'cube-embed/server';

const cube = { tenantUrl: process.env.CUBE_TENANT_URL, apiKey: process.env.CUBE_API_KEY };

const cubeSession = createSessionHandler({
  ...cube,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  identify(_request, c) {
    const user = c.get('user');
    return user && { externalId: user.id, userAttributes: [{ name: 'city', value: user.city }] };
  },
});

app.all('/cube-session', async (c) => {
  const response = await cubeSession(c.req.raw, c);
  await rememberSession(c, response);
  return response;
});
// #endregion

// #region sign-out
import { revokeSession } from 'cube-embed/server';

/** `remember` and `forget` keep the ids of a user's sessions, wherever you keep the sign-in itself. */
async function rememberSession(c, response) {
  if (!response.ok) return;
  const { sessionId } = await response.clone().json();
  remember(c.get('user').id, sessionId);
}

app.post('/sign-out', async (c) => {
  const ids = forget(c.get('user')?.id);
  const outcomes = await Promise.allSettled(ids.map((id) => revokeSession(id, cube)));
  for (const { reason } of outcomes) if (reason) console.error('a session was not revoked:', reason);
  c.header('set-cookie', NO_COOKIE); // whatever became of the revocations: the viewer is signed out here
  return c.redirect('/', 303);
});
// #endregion

app.get('/', (c) => c.html(pageFor(c.get('user'))));
app.get('/cube-embed.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }));
app.post('/sign-in', (c) => {
  c.header('set-cookie', cookieFor(c.req.query('name')) ?? NO_COOKIE);
  return c.redirect('/', 303);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`listening on http://localhost:${port}`);
});
