import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestListener } from '@remix-run/node-fetch-server';
import type { CubeTenant } from '../../testkit/tenant/index.js';
import { loadAssets } from './assets.js';
import { createHost } from './host.js';
import { listen } from './listen.js';
import { probe } from './probe.js';
import type { DemoSettings } from './settings.js';
import { startTenants } from './tenants.js';

/** A running demo. */
export interface Demo {
  /** The host application's URL; the tenant is on another site. */
  url: string;
  tenantUrl: string;
  /** The emulated tenant that the host application uses now; undefined when the demo uses a real one. */
  readonly tenant: CubeTenant | undefined;
  /** Closes every connection, and stops listening. */
  stop(): Promise<void>;
}

/**
 * Starts the host application, and emulated tenants unless a real one is configured. Rejects when the requested port is
 * taken, or when a real tenant refuses a session.
 */
export async function startDemo({ port, exactPort = true, real }: DemoSettings): Promise<Demo> {
  if (real) await probe(real);
  const [assets, tenants] = await Promise.all([loadAssets(), real ? undefined : startTenants()]);
  const server = createServer(createRequestListener(createHost({ tenants: real ?? tenants!, assets })));
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([closed, tenants?.stop()]);
  };
  try {
    await listen(server, port, exactPort);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    tenantUrl: real?.tenantUrl ?? tenants!.current.url,
    get tenant() {
      return tenants?.current;
    },
    stop,
  };
}
