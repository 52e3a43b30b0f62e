// server.ts
import { getRequestListener } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { pageFor, script } from './page.js';
import { NO_COOKIE, cookieFor, userOf, type User } from './sign-in.js';

declare global {
  namespace Express {
    interface Request {
      user?: User | undefined;
    }
  }
}

const app = express();
app.use(express.json()); // the endpoint works with a body parser, and without one
app.use((request, _response, next) => {
  request.user = userOf(request.headers.cookie);
  next();
});

const cubeSession = createSessionHandler({
  tenantUrl: process.env.CUBE_TENANT_URL!,
  apiKey: process.env.CUBE_API_KEY!,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  // `request` is Express's own, with whatever your middleware has put there
  identify(_webRequest, request: express.Request) {
    const { user } = request;
    return (
      user && {
        externalId: user.id.trim().toLowerCase(), // Cube requires lowercase, trimmed ids
        userAttributes: [{ name: 'city', value: user.city }],
      }
    );
  },
});

app.all('/cube-session', (request, response) => {
  const listener = getRequestListener((webRequest) => cubeSession(webRequest, request), {
    overrideGlobalObjects: false,
  });
  return listener(request, response);
});

// To try it: a page, and the made-up sign-in.
app.get('/', (request, response) => void response.send(pageFor(request.user)));
app.get('/cube-embed.js', (_request, response) => void response.type('js').send(script));
app.post('/sign-in', (request, response) =>
  response.set('set-cookie', cookieFor(String(request.query['id']))).redirect(303, '/'),
);
app.post('/sign-out', (_request, response) => response.set('set-cookie', NO_COOKIE).redirect(303, '/'));

const server = app.listen(Number(process.env.PORT ?? 3000), (error) => {
  if (error) throw error;
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
});
