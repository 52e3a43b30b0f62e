import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server that takes a call and never answers: `called` gives the first one, and `closed` settles when it is hung up. */
export async function startSlowServer() {
  const server = createServer();
  const called = once(server, 'request').then(([, response]) => ({ closed: once(response, 'close') }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    called,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
