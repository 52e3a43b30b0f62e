import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';

/** A server for TLS that speaks HTTP/2, and HTTP/1.1 to who asks for that or, with `http1`, to everybody. */
export async function startSecure({ key, cert }, listener, { http1 = false } = {}) {
  const server = http1
    ? createServer({ key, cert }, listener)
    : createSecureServer(
        // WebSockets share the connection, as they do at the large reverse proxies (RFC 8441).
        { key, cert, allowHTTP1: true, settings: { enableConnectProtocol: true } },
        listener,
      );
  const sockets = new Set();
  server.on('secureConnection', (socket) => sockets.add(socket));
  // A page that is closed in the middle of an exchange is no failure of the benchmark.
  server.on('sessionError', () => {}).on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    port: server.address().port,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
