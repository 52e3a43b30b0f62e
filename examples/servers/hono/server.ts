// server.ts
import { serve } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';
import { Hono, type Context } from 'hono';
import { pageFor, script } from './page.js';
import { rememberSession, revokeSessions } from './sessions.js';
import { NO_COOKIE, cookieFor, userOf, type User } from './sign-in.js';

interface Env {
  Variables: { user: User | undefined };
}

const app = new Hono<Env>();
app.use(async (c, next) => {
  c.set('user', userOf(c.req.header('cookie')));
  await next();
});

const cubeSession = createSessionHandler({
  tenantUrl: process.env.CUBE_TENANT_URL!,
  apiKey: process.env.CUBE_API_KEY!,
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
  const user = c.get('user');
  if (user) await rememberSession(user.id, response);
  return response;
});

app.post('/sign-out', async (c) => {
  const user = c.get('user');
  if (user) await revokeSessions(user.id);
  c.header('set-cookie', NO_COOKIE);
  return c.redirect('/', 303);
});

// To try it: a page, and the made-up sign-in.
app.get('/', (c) => c.html(pageFor(c.get('user'))));
app.get('/cube-embed.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }));
app.post('/sign-in', (c) => {
  c.header('set-cookie', cookieFor(c.req.query('id')));
  return c.redirect('/', 303);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`listening on http://localhost:${port}`);
});
