import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { createSessionHandler } from '../dist/server/index.js';

/**
 * The host of the benchmark: the built handler behind the thinnest adapter, so that what is measured is the handler. Its
 * parent gets the address, and the memory and the processor time in use
 * whenever it asks.
 */

const [tenantUrl, timeoutMs] = process.argv.slice(2);

const handler = createSessionHandler({
  tenantUrl,
  apiKey: 'a-key-for-the-benchmark',
  deploymentId: 7,
  timeoutMs: Number(timeoutMs),
  identify: (request) => ({ externalId: request.headers.get('cookie') }),
  onError: () => undefined,
});

let inFlight = 0;

const server = createServer(async (incoming, outgoing) => {
  inFlight += 1;
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method,
    headers: incoming.headers,
    body: Readable.toWeb(incoming),
    duplex: 'half',
  });
  const response = await handler(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  inFlight -= 1;
});

process.on('message', () => {
  globalThis.gc();
  const { user, system } = process.cpuUsage();
  process.send({ inFlight, heapUsed: process.memoryUsage().heapUsed, cpuMs: (user + system) / 1000 });
});

// longer than a run: a connection that ends just as it is used again would end the benchmark
server.keepAliveTimeout = 60_000;

process.on('disconnect', () => process.exit());

// the default backlog overflows when the load comes from a machine that is short of processors
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
