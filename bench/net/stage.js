import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createSessionHandler } from '../../dist/server/index.js';
import { createCubeTenant } from '../../dist/testing/index.js';
import { tenantSite } from './app.js';
import { startLine } from './line.js';
import { freePort, startNginx } from './nginx.js';

const API_KEY = 'a-key-for-the-benchmark';

/**
 * A host application on `https://localhost:…`, a tenant on `https://127.0.0.1:…` (another site to a browser), and a third
 * server with the host's files. All three are behind nginx, and the browser reaches them over one simulated network.
 *
 * `pages`: a function `({ tenantUrl, cdnUrl })` that returns the host's files by path.
 */
export async function startStage({ certificate, pages }) {
  const tenant = createCubeTenant({ apiKey: API_KEY });
  const apiPort = Number(new URL(await tenant.start()).port);
  let mint = 0;
  const session = createSessionHandler({
    tenantUrl: `http://127.0.0.1:${apiPort}`,
    apiKey: API_KEY,
    deploymentId: 1,
    identify: () => ({ externalId: 'ada' }),
    maxPerMinute: 1_000_000,
  });
  const backend = createServer(async (incoming, outgoing) => {
    await wait(mint);
    const answer = await session(new Request('https://host.example/cube-session', { method: 'POST' }));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(backend, 'listening');

  const ports = await Promise.all([1, 2, 3].map(freePort));
  const line = await startLine(ports);
  const [tenantUrl, hostUrl, cdnUrl] = ['127.0.0.1', 'localhost', 'localhost'].map(
    (host, i) => `https://${host}:${line.ports[i]}`,
  );
  const hostSite = {
    files: pages({ tenantUrl, cdnUrl }),
    locations: `
      add_header Cache-Control no-store; add_header Access-Control-Allow-Origin *;
      location = /cube-embed.js { add_header Content-Encoding br; add_header Access-Control-Allow-Origin *; }
      location = /cube-session { proxy_pass http://127.0.0.1:${backend.address().port}; }`,
  };
  const sites = [tenantSite(apiPort), hostSite, hostSite];
  const nginx = await startNginx(
    certificate,
    sites.map((site, i) => ({ ...site, port: ports[i] })),
  );
  return {
    tenantUrl,
    hostUrl,
    cdnUrl,
    /** `roundTrip` and `mint`, how long `generate-session` takes, in milliseconds; `mbits` in Mbit/s. */
    async set({ mint: ms = 0, ...values }) {
      mint = ms;
      await line.set(values);
    },
    /** A session minted without a call. */
    mint: () => tenant.mint(),
    /** The requests for the tenant's assets, and for its pages without a session, since `forget()`. */
    requests() {
      const urls = nginx.requests(0).map(({ url }) => url);
      return {
        assets: urls.filter((url) => /^\/assets\/.*\.(js|css)$/.test(url)).length,
        warm: urls.filter((url) => /^\/embed\/[^?]*$/.test(url)).length,
      };
    },
    forget: nginx.forget,
    async stop() {
      await nginx.stop();
      await line.stop();
      backend.closeAllConnections();
      backend.close();
      await tenant.stop();
    },
  };
}
