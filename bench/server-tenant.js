import { createServer } from 'node:http';

/** The tenant of the benchmark: answers at once, or never, as its parent says. Its parent gets the address. */

const ANSWER = JSON.stringify({ sessionId: '0123456789abcdef0123456789abcdef' });
let answers = true;

process.on('message', (message) => {
  answers = message.answers;
});

const server = createServer((request, response) => {
  request.resume();
  if (!answers) return;
  response.setHeader('content-type', 'application/json');
  response.end(ANSWER);
});

// longer than a run: a connection that ends just as it is used again would end the benchmark
server.keepAliveTimeout = 60_000;

process.on('disconnect', () => process.exit());

// the default backlog overflows when the load comes from a machine that is short of processors
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
