// #region server
import { getRequestListener } from '@hono/node-server';
import { createSessionHandler } from 'cube-embed/server';
import { createServer } from 'node:http';
import { userOf } from './sign-in.js';

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

const sessionListener = getRequestListener(cubeSession, { overrideGlobalObjects: false });

const server = createServer((request, response) => {
  if (request.url === '/cube-session') return sessionListener(request, response);
  return pages(request, response);
});

server.listen(Number(process.env.PORT ?? 3000));
// #endregion

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageFor, script } from './page.js';
import { NO_COOKIE, cookieFor } from './sign-in.js';

function pages(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const backHome = (cookie: string): void => {
    response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
  };
  switch (`${request.method} ${pathname}`) {
    case 'GET /':
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(pageFor(userOf(request.headers.cookie)));
      return;
    case 'GET /cube-embed.js':
      response.setHeader('content-type', 'text/javascript');
      response.end(script);
      return;
    case 'POST /sign-in':
      return backHome(cookieFor(searchParams.get('id')));
    case 'POST /sign-out':
      return backHome(NO_COOKIE);
    default:
      response.writeHead(404).end();
  }
}

server.once('listening', () => {
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
});
