import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { createSessionHandler } from '../dist/server/index.js';
import { cpuMs } from './server-cpu.js';
import { leanFetch } from './server-fetch.js';

/**
 * The host of the benchmark: the built handler behind a minimal adapter, so that the handler itself is measured, or a bare
 * `fetch` to the tenant instead. It sends its parent the address, and on request the memory and processor time in use.
 */

const [tenantUrl, timeoutMs, kind, workers] = process.argv.slice(2);

const createHandler = (fetch) =>
  createSessionHandler({
    tenantUrl,
    apiKey: 'a-key-for-the-benchmark',
    deploymentId: 7,
    timeoutMs: Number(timeoutMs),
    identify: (request) => ({ externalId: request.headers.get('cookie') }),
    maxPerMinute: Infinity,
    onError: () => undefined,
    fetch,
  });

const handlers = {
  handler: () => createHandler(),
  lean: () => createHandler(leanFetch),
  bare: () => (request) => callTenant(request),
  hand: () => async (request) => {
    await request.json();
    return callTenant(request, AbortSignal.timeout(Number(timeoutMs)));
  },
};

async function callTenant(request, signal) {
  const answer = await fetch(`${tenantUrl}/api/v1/embed/generate-session`, {
    method: 'POST',
    headers: { authorization: 'Api-Key a-key-for-the-benchmark', 'content-type': 'application/json' },
    body: JSON.stringify({ deploymentId: 7, externalId: request.headers.get('cookie') }),
    signal,
  });
  if (!answer.ok) return new Response(null, { status: 502 });
  const { sessionId } = await answer.json();
  return new Response(JSON.stringify({ sessionId }), {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

async function bodyOf(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function serve() {
  const handler = handlers[kind]();
  let inFlight = 0;
  const server = createServer(async (incoming, outgoing) => {
    inFlight += 1;
    const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
      method: incoming.method,
      headers: incoming.headers,
      body: await bodyOf(incoming),
    });
    const response = await handler(request);
    outgoing.statusCode = response.status;
    outgoing.setHeaders(response.headers);
    outgoing.end(await response.text());
    inFlight -= 1;
  });
  // longer than a run: a connection that closes just when it is reused would abort the benchmark
  server.keepAliveTimeout = 60_000;
  // the default backlog overflows when the load comes from a machine with few processors
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    process.send({ url: `http://127.0.0.1:${server.address().port}` });
  });
  process.on('message', () => {
    globalThis.gc();
    process.send({ inFlight, heapUsed: process.memoryUsage().heapUsed, cpuMs: cpuMs() });
  });
}

/** All workers serve the same address; their numbers are added up, including the cost of sharing. */
function share(count) {
  const crew = Array.from({ length: count }, () => cluster.fork());
  const gather = (tell) => {
    let answers = [];
    for (const worker of crew) {
      worker.on('message', (answer) => {
        answers.push(answer);
        if (answers.length < count) return;
        tell(answers);
        answers = [];
      });
    }
  };
  gather((answers) => {
    const sum = (key) => answers.reduce((total, answer) => total + answer[key], 0);
    process.send(
      'url' in answers[0]
        ? answers[0]
        : { inFlight: sum('inFlight'), heapUsed: sum('heapUsed'), cpuMs: sum('cpuMs') + cpuMs() },
    );
  });
  process.on('message', (message) => {
    for (const worker of crew) worker.send(message);
  });
}

process.on('disconnect', () => process.exit());
if (cluster.isPrimary && Number(workers) > 1) share(Number(workers));
else serve();
