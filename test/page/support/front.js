import { Agent, request as httpRequest } from 'node:http';
import { handedOn } from './headers.js';
import { startSecure } from './secure.js';
import { carrySockets } from './sockets.js';

const idOf = ({ remotePort }) => remotePort;

/**
 * A TLS reverse proxy in front of a plain HTTP server on loopback. Each connection has an id; `onConnection` is called
 * with it after the handshake, `onRequest` for each request. With `http1`, it does not support HTTP/2.
 */
export async function startFront(certificate, upstreamPort, { http1, onConnection, onRequest }) {
  const upstream = { port: upstreamPort, host: '127.0.0.1' };
  const agent = new Agent({ keepAlive: true });

  function carry(request, response) {
    // HTTP/2's WebSockets have a separate event
    if (request.method === 'CONNECT') return;
    const { method, url: path, headers, stream, socket } = request;
    onRequest(path, idOf(stream?.session?.socket ?? socket));
    const outgoing = httpRequest(
      { ...upstream, agent, method, path, headers: handedOn(headers) },
      (answer) => {
        response.writeHead(answer.statusCode, handedOn(answer.headers));
        answer.pipe(response);
      },
    );
    outgoing.on('error', () => response.destroy());
    request.pipe(outgoing);
  }

  const front = await startSecure(certificate, carry, { http1 });
  front.server.on('secureConnection', (socket) => onConnection(idOf(socket)));
  carrySockets(front.server, upstream);
  return front;
}
