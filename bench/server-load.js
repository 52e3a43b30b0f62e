import { connect } from 'node:net';

/**
 * The load of the benchmark, a process of its own. Its requests are bytes made beforehand: on a machine that it shares with
 * the host, what the load costs would be taken from what it measures.
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

/** Whether a text is a whole answer; throws if it is not the one that is wanted. */
function isAnswer(text) {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const status = text.slice(9, 12);
  if (status !== '200') throw new Error(`the endpoint answered ${status}`);
  const length = /content-length: (\d+)/i.exec(text);
  if (!length) throw new Error('the answer does not say how long it is');
  return text.length >= end + 4 + Number(length[1]);
}

/** One connection, asking again as soon as it is answered; resolves with the milliseconds that each answer took. */
function keepAsking({ hostname, port, host }, end) {
  const request = Buffer.from(requestTo(host));
  const durations = [];
  return new Promise((resolve, reject) => {
    let text = '';
    let began = 0;
    const ask = () => {
      text = '';
      began = performance.now();
      socket.write(request);
    };
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, ask)
      .setEncoding('latin1')
      .on('error', reject)
      .on('data', (chunk) => {
        text += chunk;
        if (!isAnswer(text)) return;
        const now = performance.now();
        durations.push(now - began);
        if (now < end) return ask();
        socket.destroy();
        resolve(durations);
      });
  });
}

process.on('message', async ({ url, connections, seconds }) => {
  const end = performance.now() + seconds * 1000;
  const runs = await Promise.all(Array.from({ length: connections }, () => keepAsking(new URL(url), end)));
  process.send(runs.flat());
});

process.on('disconnect', () => process.exit());
process.send('ready');
