import { createSessionHandler } from '../../dist/server/index.js';
import { createCubeTenant } from '../../dist/testing/index.js';
import { startDelay } from './delay.js';
import { startFront } from './front.js';
import { startSecure } from './secure.js';

const API_KEY = 'a-key-for-the-benchmark';
/** Milliseconds since 1970, by the clock that the browser's `timeOrigin + now()` goes by. */
const clock = () => performance.timeOrigin + performance.now();

/**
 * A host application on `https://localhost:…` and an emulated tenant on `https://127.0.0.1:…`: two sites. Every
 * connection to either goes through a delaying line, that of the host's backend to the tenant included.
 *
 * `pages`: path → [media type, body]. `http1`: the tenant speaks no HTTP/2. `protocol`: see `createCubeTenant`.
 */
export async function startStage({ certificate, pages, http1 = false, protocol = 'renewal' }) {
  const line = { roundTrip: 0 };
  const backendLine = { roundTrip: 0 };
  const tenant = createCubeTenant({ apiKey: API_KEY, protocol });
  const tenantPort = Number(new URL(await tenant.start()).port);
  const requests = [];
  const connections = [];

  const front = await startFront(certificate, tenantPort, {
    http1,
    onConnection: (id) => connections.push({ id, at: clock() }),
    onRequest: (url, connection) => requests.push({ url, connection, at: clock() }),
  });
  const nearTenant = await startDelay(front.port, line);
  const backend = await startDelay(tenantPort, backendLine);

  const session = createSessionHandler({
    tenantUrl: `http://127.0.0.1:${backend.port}`,
    apiKey: API_KEY,
    deploymentId: 1,
    identify: () => ({ externalId: 'ada' }),
    maxPerMinute: Infinity,
  });
  const host = await startSecure(certificate, async (incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, stage.hostUrl);
    const [type, body] = pages[pathname] ?? [];
    const answer =
      pathname === '/cube-session'
        ? await session(await webRequest(incoming, stage.hostUrl))
        : new Response(body, { status: body ? 200 : 404, headers: { 'content-type': type ?? 'text/plain' } });
    const text = Buffer.from(await answer.arrayBuffer());
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
  });
  const nearHost = await startDelay(host.port, line);

  const stage = {
    tenant,
    hostUrl: `https://localhost:${nearHost.port}`,
    tenantUrl: `https://127.0.0.1:${nearTenant.port}`,
    /** What has arrived at the tenant from browsers: each `{ url, connection, at }`, and the connections `{ id, at }`. */
    requests,
    connections,
    forget() {
      requests.length = connections.length = 0;
    },
    /** Sets the round trips in milliseconds; a backend may be nearer to the tenant than its viewers are. */
    setRoundTrip(ms, ofBackend = ms) {
      line.roundTrip = ms;
      backendLine.roundTrip = ofBackend;
    },
    async stop() {
      for (const part of [nearHost, nearTenant, backend, front, host]) part.stop();
      await tenant.stop();
    },
  };
  return stage;
}

/** The web's form of a request; HTTP/2's pseudo-headers have no place in it. */
async function webRequest(incoming, origin) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(':'));
  return new Request(origin + incoming.url, {
    method: incoming.method,
    headers,
    body: Buffer.concat(chunks),
  });
}
