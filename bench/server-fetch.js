import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** A minimal `fetch` over `node:http` for the handler, as a host in Node may pass it in the `fetch` option. */
export function leanFetch(url, { method, headers, body, signal }) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers }, agent, signal }, (incoming) => {
      const chunks = [];
      incoming.on('error', reject);
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => {
        const entries = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        resolve(new Response(Buffer.concat(chunks), { status: incoming.statusCode, headers: entries }));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
