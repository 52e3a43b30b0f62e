import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { handedOn } from './headers.js';

/** Carries the WebSockets of a server, over HTTP/2 (RFC 8441) or HTTP/1.1, to a plain HTTP server. */
export function carrySockets(server, upstream) {
  function open(near, path, headers, onOpen) {
    const upgrade = { ...handedOn(headers), connection: 'Upgrade', upgrade: 'websocket' };
    httpRequest({ ...upstream, path, headers: upgrade })
      .on('upgrade', (answer, far, first) => {
        if (near.destroyed) return void far.destroy();
        far.unshift(first);
        onOpen(answer);
        near.pipe(far).pipe(near);
        near.on('error', () => far.destroy()).on('close', () => far.destroy());
        far.on('error', () => near.destroy()).on('close', () => near.destroy());
      })
      .on('error', () => near.destroy())
      .end();
  }

  server.on('connect', ({ stream, url, headers }) => {
    const key = randomBytes(16).toString('base64');
    open(stream, url, { ...headers, 'sec-websocket-key': key }, () => stream.respond({ ':status': 200 }));
  });
  server.on('upgrade', ({ url, headers }, near) => {
    open(near, url, headers, ({ rawHeaders }) => {
      const lines = rawHeaders.flatMap((name, i) => (i % 2 ? [] : [`${name}: ${rawHeaders[i + 1]}`]));
      near.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
    });
  });
}
