import { connect } from 'node:net';
import { cpuMs } from './server-cpu.js';
import { messages } from './server-messages.js';

/**
 * Generates the load of the benchmark in a separate process. Its requests are prepared bytes, because on a shared machine the
 * cost of the load would reduce what the host can do.
 */

const BODY = JSON.stringify({ surface: 'dashboard', dashboardId: 'abc', reason: 'initial' });

const requestTo = (host) =>
  [
    'POST /cube-session HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(BODY)}`,
    'Sec-Fetch-Site: same-origin',
    'Cookie: ada',
    '',
    BODY,
  ].join('\r\n');

/** One connection that sends the next request as soon as it is answered; resolves with the milliseconds for each answer. */
function keepAsking({ hostname, port, host }, end) {
  const request = Buffer.from(requestTo(host));
  const durations = [];
  return new Promise((resolve, reject) => {
    let began = 0;
    const ask = () => {
      began = performance.now();
      socket.write(request);
    };
    const read = messages((head) => {
      if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`the endpoint answered ${head.slice(9, 12)}`);
      const now = performance.now();
      durations.push(now - began);
      if (now < end) return ask();
      socket.destroy();
      resolve(durations);
    });
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, ask)
      .on('error', reject)
      .on('data', read);
  });
}

process.on('message', async (message) => {
  if (message === 'state') return process.send({ cpuMs: cpuMs() });
  const { url, connections, seconds } = message;
  const end = performance.now() + seconds * 1000;
  const runs = await Promise.all(Array.from({ length: connections }, () => keepAsking(new URL(url), end)));
  process.send(runs.flat());
});

process.on('disconnect', () => process.exit());
process.send('ready');
