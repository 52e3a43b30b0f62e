// #region handler
import { createSessionHandler } from 'cube-embed/server';
import { userOf } from '../shared/sign-in.js';

const cubeSession = createSessionHandler({
  tenantUrl: process.env.CUBE_TENANT_URL,
  apiKey: process.env.CUBE_API_KEY,
  deploymentId: Number(process.env.CUBE_DEPLOYMENT_ID),
  identify(request) {
    const user = userOf(request.headers.get('cookie')); // your own sign-in
    return user && { externalId: user.id, userAttributes: [{ name: 'city', value: user.city }] };
  },
});
// #endregion

// #region mount
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

const listener = getRequestListener(cubeSession, { overrideGlobalObjects: false });

const server = createServer((request, response) => {
  if (request.url === '/cube-session') return listener(request, response);
  return pages(request, response);
});
// #endregion

import { NO_COOKIE, cookieFor } from '../shared/sign-in.js';
import { pageFor, script } from '../shared/page.js';

function pages(request, response) {
  const url = new URL(request.url, 'http://localhost');
  const backHome = (cookie) => response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(pageFor(userOf(request.headers.cookie)));
    case 'GET /cube-embed.js':
      return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    case 'POST /sign-in':
      return backHome(cookieFor(url.searchParams.get('name')) ?? NO_COOKIE);
    case 'POST /sign-out':
      return backHome(NO_COOKIE);
    default:
      return response.writeHead(404).end();
  }
}

server.listen(Number(process.env.PORT ?? 3000), () => {
  console.log(`listening on http://localhost:${server.address().port}`);
});
