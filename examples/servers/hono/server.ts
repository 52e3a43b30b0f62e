// #region server
import { serve } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';
import { Hono, type Context } from 'hono';
import { userOf, type User } from './sign-in.js';

interface Env {
  Variables: { user: User | undefined };
}

const app = new Hono<Env>();
app.use(async (c, next) => {
  c.set('user', userOf(c.req.header('cookie')));
  await next();
});

const cube = { tenantUrl: process.env.CUBE_TENANT_URL!, apiKey: process.env.CUBE_API_KEY! };

const cubeSession = createSessionHandler({
  ...cube,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  identify(_request, c: Context<Env>) {
    const user = c.get('user');
    return (
      user && {
        externalId: user.id.trim().toLowerCase(), // Cube requires lowercase, trimmed ids
        userAttributes: [{ name: 'city', value: user.city }],
      }
    );
  },
});

app.all('/cube-session', async (c) => {
  const response = await cubeSession(c.req.raw, c);
  await rememberSession(c.get('user'), response); // for the sign-out
  return response;
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`listening on http://localhost:${port}`);
});
// #endregion

// #region sign-out
import { revokeSession } from 'cube-embed/server';
import { forgetSessions, rememberSessions } from './sessions.js';
import { NO_COOKIE } from './sign-in.js';

async function rememberSession(user: User | undefined, response: Response): Promise<void> {
  if (!user || !response.ok) return;
  const { sessionId } = (await response.clone().json()) as { sessionId: string };
  rememberSessions(user.id, sessionId);
}

app.post('/sign-out', async (c) => {
  const user = c.get('user');
  const ids = user ? forgetSessions(user.id) : [];
  const results = await Promise.allSettled(ids.map((id) => revokeSession(id, cube)));
  for (const result of results) {
    if (result.status === 'rejected') console.error('A Cube session was not revoked:', result.reason);
  }
  // whatever became of that: the viewer is signed out here
  c.header('set-cookie', NO_COOKIE);
  return c.redirect('/', 303);
});
// #endregion

import { pageFor, script } from './page.js';
import { cookieFor } from './sign-in.js';

app.get('/', (c) => c.html(pageFor(c.get('user'))));
app.get('/cube-embed.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }));
app.post('/sign-in', (c) => {
  c.header('set-cookie', cookieFor(c.req.query('id')));
  return c.redirect('/', 303);
});
