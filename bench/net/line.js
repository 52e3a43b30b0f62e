/**
 * Simulates the network between a browser and its servers, in a separate thread: TCP proxies on loopback that delay every
 * byte by half a round trip, limit the total bandwidth of all connections, and apply TCP slow start.
 *
 * The first bytes of a connection are delayed by another round trip: on a real network they wait for TCP's handshake,
 * which takes no time on loopback. Not modeled: packet loss and DNS.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const SEGMENT = 1448;
/** Segments in the initial window (RFC 6928), and the maximum in flight in one connection. */
const FIRST_FLIGHT = 10;
const LARGEST_FLIGHT = 700;
/** How many bytes a proxy buffers before it stops reading, so that the server decides late what to send next. */
const BACKLOG = 16 * SEGMENT;

/** Starts a network with a proxy in front of each port. Returns the proxies' ports, `set({ roundTrip, mbits })` and `stop()`. */
export async function startLine(targets) {
  const worker = new Worker(new URL(import.meta.url), { workerData: targets });
  const [ports] = await once(worker, 'message');
  return {
    ports,
    /** `roundTrip` in milliseconds, `mbits` in Mbit/s; `cut` closes all connections. Resolves when the settings apply. */
    async set(values) {
      worker.postMessage(values);
      await once(worker, 'message');
    },
    stop: () => worker.terminate(),
  };
}

const line = { roundTrip: 0, mbits: Infinity };

/** One direction of the network; its connections take turns, segment by segment. */
function createDirection() {
  const waiting = [];
  let freeAt = 0;
  let timer;

  function send() {
    timer = undefined;
    while (waiting.length) {
      const now = performance.now();
      // Timers can be a millisecond late; what could have been sent in the meantime is sent at once.
      if (freeAt > now + 0.5) {
        timer = setTimeout(send, freeAt - now);
        return;
      }
      const flow = waiting.shift();
      const bytes = flow.take();
      if (!bytes) continue;
      freeAt = Math.max(freeAt, now - 2) + (bytes.length * 8) / (line.mbits * 1000);
      flow.deliver(bytes, Math.max(freeAt, now) + line.roundTrip / 2);
      waiting.push(flow);
    }
  }

  return (flow) => {
    if (!waiting.includes(flow)) waiting.push(flow);
    if (timer === undefined) send();
  };
}

/** Runs scheduled calls in order, which timers with fractions of a millisecond do not guarantee. */
function createSchedule() {
  const entries = [];
  let timer;
  function run() {
    timer = undefined;
    while (entries.length && entries[0].moment <= performance.now() + 0.5) entries.shift().act();
    if (entries.length) timer ??= setTimeout(run, entries[0].moment - performance.now());
  }
  return (moment, act) => {
    entries.push({ moment, act });
    timer ??= setTimeout(run, entries[0].moment - performance.now());
  };
}

/** Carries one direction of a connection. `openAt`: when TCP's handshake would be done. */
function carry(from, to, ready, openAt) {
  const queue = [];
  let queued = 0;
  let flight = 0;
  let largest = FIRST_FLIGHT * SEGMENT;
  const arrival = createSchedule();
  const acknowledgement = createSchedule();

  const flow = {
    take() {
      if (!queued || flight >= largest) return undefined;
      const bytes = queue[0].subarray(0, SEGMENT);
      if (bytes.length === queue[0].length) queue.shift();
      else queue[0] = queue[0].subarray(SEGMENT);
      queued -= bytes.length;
      if (queued < BACKLOG) from.resume();
      return bytes;
    },
    deliver(bytes, moment) {
      flight += bytes.length;
      arrival(moment, () => to.write(bytes));
      acknowledgement(moment + line.roundTrip / 2, () => {
        flight -= bytes.length;
        largest = Math.min(largest + bytes.length, LARGEST_FLIGHT * SEGMENT);
        ready(flow);
      });
    },
  };
  from.on('data', (bytes) => {
    queue.push(bytes);
    queued += bytes.length;
    if (queued >= BACKLOG) from.pause();
    setTimeout(ready, openAt - performance.now(), flow);
  });
  from
    .on('error', () => to.destroy())
    .on('close', () => arrival(performance.now() + line.roundTrip, () => to.destroy()));
}

async function startProxy(target) {
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [near, far]) sockets.add(socket.on('close', () => sockets.delete(socket)));
    const openAt = performance.now() + line.roundTrip;
    carry(near, far, up, openAt);
    carry(far, near, down, 0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

const sockets = new Set();
const up = createDirection();
const down = createDirection();

if (!isMainThread) {
  parentPort.on('message', ({ cut, ...values }) => {
    Object.assign(line, values);
    if (cut) for (const socket of sockets) socket.destroy();
    parentPort.postMessage('set');
  });
  parentPort.postMessage(await Promise.all(workerData.map(startProxy)));
}
