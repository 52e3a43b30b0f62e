import { createServer } from 'node:net';
import { cpuMs } from './server-cpu.js';
import { messages } from './server-messages.js';

/**
 * The tenant of the benchmark: answers at once or never, as its parent selects. Its answer is prepared bytes. It sends its
 * parent the address, and on request the processor time in use.
 */

const BODY = JSON.stringify({ sessionId: '0123456789abcdef0123456789abcdef' });
const ANSWER = Buffer.from(
  [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(BODY)}`,
    '',
    BODY,
  ].join('\r\n'),
);
let answers = true;

process.on('message', (message) => {
  if (message === 'state') process.send({ cpuMs: cpuMs() });
  else answers = message.answers;
});

const server = createServer({ noDelay: true }, (socket) => {
  const read = messages(() => {
    if (answers) socket.write(ANSWER);
  });
  // a host that aborts a call may reset the connection
  socket.on('data', read).on('error', () => socket.destroy());
});

process.on('disconnect', () => process.exit());

// the default backlog overflows when the load comes from a machine with few processors
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
