import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tenant that takes requests and never answers. */
export interface SilentTenant {
  url: string;
  /** The paths of the requests so far. */
  asked: string[];
  stop(): void;
}

export async function startSilentTenant(): Promise<SilentTenant> {
  const asked: string[] = [];
  const server = createServer(({ url }) => {
    asked.push(url ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
