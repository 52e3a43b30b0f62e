import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';

/** A TLS server for HTTP/2, and for HTTP/1.1 if the client asks for it. With `http1`, it offers only HTTP/1.1. */
export async function startSecure({ key, cert }, listener, { http1 = false } = {}) {
  const server = http1
    ? createServer({ key, cert }, listener)
    : createSecureServer(
        // WebSockets share the connection, as with the large reverse proxies (RFC 8441).
        { key, cert, allowHTTP1: true, settings: { enableConnectProtocol: true } },
        listener,
      );
  const sockets = new Set();
  server.on('secureConnection', (socket) => sockets.add(socket));
  // A page that is closed during an exchange is not a failure.
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
