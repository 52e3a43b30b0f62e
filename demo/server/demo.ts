import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { createCubeTenant } from '../../testkit/tenant/index.js';
import type { CubeTenant } from '../../testkit/tenant/index.js';
import { loadAssets } from './assets.js';
import { createHost } from './host.js';
import { NewsStream } from './news.js';
import type { DemoSettings } from './settings.js';
import { watchTenant } from './steering.js';

/** A running demo. */
export interface Demo {
  /** The host application's address; the tenant is another site. */
  url: string;
  tenantUrl: string;
  /** The emulated tenant, unless the demo runs against a real one. */
  tenant: CubeTenant | undefined;
  /** Ends every connection, and stops listening. */
  stop(): Promise<void>;
}

/** Starts the host application, and an emulated tenant unless there is a real one. Rejects when the port is taken. */
export async function startDemo({ port, real }: DemoSettings): Promise<Demo> {
  const assets = await loadAssets();
  const emulated = real ? undefined : await startTenant();
  const news = new NewsStream();
  const stopWatching = emulated && watchTenant(emulated.tenant, (item) => news.tell(item));
  const account = real ?? emulated!.account;
  const server = createServer(
    createRequestListener(createHost({ account, tenant: emulated?.tenant, assets, news })),
  );
  const stop = async (): Promise<void> => {
    stopWatching?.();
    news.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([closed, emulated?.tenant.stop()]);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      // `localhost` and the tenant's `127.0.0.1` are two sites to a browser.
      server.listen(port, 'localhost', resolve);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    tenantUrl: account.tenantUrl,
    tenant: emulated?.tenant,
    stop,
  };
}

async function startTenant() {
  const apiKey = randomBytes(16).toString('hex');
  const tenant = createCubeTenant({ apiKey, deployments: [1] });
  const tenantUrl = await tenant.start();
  // The pages' client is bundled at the first call: better now than when the first frame waits for it.
  await fetch(`${tenantUrl}/embed/assets/embed.js`);
  return { tenant, account: { tenantUrl, apiKey, deploymentId: 1, dashboardId: 'sales' } };
}
