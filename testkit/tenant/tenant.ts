import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTenantClock } from './clock.js';
import { TenantContext } from './context.js';
import type { FaultPlace } from './faults.js';
import { GENERATIONS, ROUTERS, isGeneration, isRouter } from './protocol.js';
import type { EmbedRouter } from './protocol.js';
import { createTenantServer } from './server.js';
import type { CubeTenant, CubeTenantOptions } from './types.js';

/**
 * Creates an emulated Cube tenant: the three session endpoints, the embed pages and their message protocol, over real
 * HTTP, with a clock that you can move and faults that you can switch on. Call `start()` to make it listen.
 *
 * Throws a `TypeError` for a missing `apiKey`, or an unknown `protocol`, `router` or fault.
 */
export function createCubeTenant(options: CubeTenantOptions): CubeTenant {
  const { clock = createTenantClock(), faults = {}, ...given } = options;
  if (!given.apiKey)
    throw new TypeError('apiKey is missing: createCubeTenant requires a non-empty text of your choice.');
  const context = new TenantContext(
    {
      port: 0,
      host: '127.0.0.1',
      protocol: checkedGeneration(given.protocol ?? 'renewal'),
      router: checkedRouter(given.router ?? 'memory'),
      tenantName: 'acme',
      any: false,
      deployments: [1],
      chats: [],
      signedEmbedding: true,
      creatorMode: true,
      nonAdminApiKeys: [],
      controlsInPaths: false,
      userTimezones: true,
      dataDownloads: true,
      allowedHosts: [],
      control: false,
      controlOrigins: [],
      developerMenu: false,
      acknowledgeSetSession: false,
      pageHeaders: {},
      page: {},
      branches: { main: true },
      maxExternalUsers: 10_000,
      sessionTtlSeconds: 300,
      tokenTtlSeconds: 86_400,
      trustMarginSeconds: 3600,
      expiringNoticeSeconds: 300,
      ...given,
    },
    clock,
  );
  for (const [where, fault] of Object.entries(faults)) context.faults.set(where as FaultPlace, fault);

  let listening: { server: Server; url: string } | undefined;
  let starting: Promise<string> | undefined;

  return {
    start() {
      return (starting ??= listen(context).then(
        (started) => (listening = started).url,
        (error: unknown) => {
          starting = undefined;
          throw error;
        },
      ));
    },
    async stop() {
      await starting?.catch(() => {});
      const server = listening?.server;
      listening = starting = undefined;
      if (!server) return;
      context.hub.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    get url() {
      if (!listening) throw new Error('The tenant has no URL yet: await start() first.');
      return listening.url;
    },
    get protocol() {
      return context.protocol;
    },
    set protocol(generation) {
      context.protocol = checkedGeneration(generation);
    },
    clock,
    faults: context.faults,
    log: context.log,
    get dashboards() {
      return context.catalog.all;
    },
    get sessions() {
      return context.sessions.all;
    },
    get pages() {
      return context.hub.pages;
    },
    mint: (request = {}) => context.mintPartial(request),
    revoke: (sessionId) => context.revoke(sessionId),
    emit: (type, payload = {}, options = {}) => context.hub.emit(type, payload, options),
    reset: () => context.reset(),
  };
}

async function listen(context: TenantContext): Promise<{ server: Server; url: string }> {
  const { host, port } = context.settings;
  const server = createTenantServer(context);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const reachable = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return { server, url: `http://${reachable}:${(server.address() as AddressInfo).port}` };
}

function checkedRouter(value: unknown): EmbedRouter {
  if (isRouter(value)) return value;
  throw new TypeError(`router must be one of ${ROUTERS.join(', ')} (got ${JSON.stringify(value)}).`);
}

function checkedGeneration(value: unknown): CubeTenant['protocol'] {
  if (isGeneration(value)) return value;
  throw new TypeError(`protocol must be one of ${GENERATIONS.join(', ')} (got ${JSON.stringify(value)}).`);
}
