import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server that accepts a call and never answers: `called` resolves with the first call, and `closed` when it disconnects. */
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
