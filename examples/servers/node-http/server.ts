// server.ts
import { getRequestListener } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageFor, script } from './page.js';
import { NO_COOKIE, cookieFor, userOf } from './sign-in.js';

const cubeSession = createSessionHandler({
  tenantUrl: process.env.CUBE_TENANT_URL!,
  apiKey: process.env.CUBE_API_KEY!,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  identify(request) {
    const user = userOf(request.headers.get('cookie'));
    return (
      user && {
        externalId: user.id.trim().toLowerCase(), // Cube requires lowercase, trimmed ids
        userAttributes: [{ name: 'city', value: user.city }],
      }
    );
  },
});

const routes: Record<string, RequestListener> = {
  '/cube-session': getRequestListener(cubeSession, { overrideGlobalObjects: false }),

  // To try it: a page, and the made-up sign-in.
  '/': (request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageFor(userOf(request.headers.cookie)));
  },
  '/cube-embed.js': (_request, response) => {
    response.setHeader('content-type', 'text/javascript').end(script);
  },
  '/sign-in': ({ method, url = '' }, response) => {
    const id = new URL(url, 'http://localhost').searchParams.get('id');
    const cookie = cookieFor(method === 'POST' ? id : null);
    response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
  },
  '/sign-out': (_request, response) => {
    response.writeHead(303, { location: '/', 'set-cookie': NO_COOKIE }).end();
  },
};

const server = createServer((request, response) => {
  const route = routes[new URL(request.url ?? '/', 'http://localhost').pathname];
  if (route) route(request, response);
  else response.writeHead(404).end();
});

server.listen(Number(process.env.PORT ?? 3000), () => {
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
});
