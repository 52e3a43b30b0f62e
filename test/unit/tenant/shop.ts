import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CubeApiError, generateSession } from '../../../src/server/index.js';

/** A minimal host application: a cookie that names the user, and an endpoint that mints sessions. */
export interface Shop {
  url: string;
  stop(): Promise<void>;
}

const CITIES: Record<string, string> = { ada: 'San Francisco', bruno: 'New York' };

export async function startShop(cube: { tenantUrl: string; apiKey: string }): Promise<Shop> {
  const server = createServer((request, response) => {
    const [, user = ''] = /user=(\w+)/.exec(request.headers.cookie ?? '') ?? [];
    const city = CITIES[user];
    if (city === undefined) {
      response.writeHead(401).end();
      return;
    }
    const viewer = { deploymentId: 1, externalId: user, userAttributes: [{ name: 'city', value: city }] };
    generateSession(viewer, cube).then(
      (session) => response.end(JSON.stringify(session)),
      (error: unknown) => response.writeHead(error instanceof CubeApiError ? 503 : 500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
