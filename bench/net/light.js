import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const ELEMENTS = readFileSync(new URL('../../dist/cube-embed.js', import.meta.url));
/** With some text, like most pages, so that loading fonts for the first words is not attributed to the embed. */
const HOST = `<!doctype html><html lang="en"><title>Host</title>
<style>iframe, cube-embed-dashboard { display: inline-block; width: 200px; height: 100px; border: 0 }</style>
<script type="module" src="/cube-embed.js"></script>
<h1>Host</h1><p>Text of the page.</p>`;
/** The minimal embed: a page that sends `ready`. */
const EMBED = `<!doctype html><html lang="en"><title>Embed</title><script>
parent.postMessage({ source: 'cube-embed', direction: 'event', type: 'cube:event:ready', surface: 'dashboard',
  timestamp: Date.now(), payload: { mode: 'signed', embedTenant: null, deploymentId: 1 } }, '*');
</script>`;
/** An embed that sends a message for each that it gets. */
const TALKING_EMBED = `${EMBED}<script>
addEventListener('message', () => parent.postMessage({ source: 'cube-embed', direction: 'event', type: 'cube:event:view',
  surface: 'dashboard', timestamp: Date.now(),
  payload: { surface: 'dashboard', path: '/embed/dashboard/talk', publicId: 'talk', title: 'Sales overview' } }, '*'));
</script>`;

async function serve(host, answer) {
  const server = createServer(({ url }, response) => {
    const [type, body] = answer(url);
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  // Many frames connect at once.
  server.listen({ port: 0, host, backlog: 1024 });
  await once(server, 'listening');
  return { url: `http://${host}:${server.address().port}`, server };
}

/** A host page, and a tenant on another site with minimal embeds, so that the cost of what contains them is visible. */
export async function startLight() {
  const host = await serve('localhost', (url) =>
    url === '/cube-embed.js' ? ['text/javascript', ELEMENTS] : ['text/html', HOST],
  );
  const tenant = await serve('127.0.0.1', (url) => [
    'text/html',
    url.startsWith('/embed/dashboard/talk') ? TALKING_EMBED : EMBED,
  ]);
  return {
    hostUrl: host.url,
    tenantUrl: tenant.url,
    stop() {
      for (const { server } of [host, tenant]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
