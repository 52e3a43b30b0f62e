import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A TCP proxy on loopback that makes every byte half a round trip late, each way. The first bytes of a connection are
 * a further round trip late: on a real line they wait for TCP's handshake, which loopback has done at once. Not
 * modelled: bandwidth, loss, slow start, the look-up of the name.
 *
 * `line.roundTrip` is in milliseconds and may change at any time; several proxies may share one line.
 */
export async function startDelay(port, line) {
  const sockets = new Set();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    const open = performance.now() + line.roundTrip;
    carry(near, far, () => Math.max(performance.now(), open) + line.roundTrip / 2);
    carry(far, near, () => performance.now() + line.roundTrip / 2);
    for (const socket of [near, far]) sockets.add(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** `due`: when what arrives now is to be handed on. */
function carry(from, to, due) {
  let last = Promise.resolve();
  const later = (act) => {
    const moment = due();
    last = last.then(async () => {
      const rest = moment - performance.now();
      if (rest > 0) await wait(rest);
      act();
    });
  };
  from.on('data', (bytes) => later(() => to.write(bytes)));
  from.on('end', () => later(() => to.end()));
  // one end that is gone takes the other with it
  from.on('error', () => to.destroy()).on('close', () => later(() => to.destroy()));
}
