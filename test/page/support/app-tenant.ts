import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tenant whose pages load immutable assets, as built apps do, and that records its requests. */
export interface AppTenant {
  url: string;
  port: number;
  /** The requested paths, in order. The path of a page with a session ends in `?`; `/ran` is requested by the page's script. */
  asked: string[];
  stop(): Promise<void>;
}

const PAGE = `<!doctype html><title>Embed</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/app.css">
<link rel="modulepreload" href="/assets/chunk.js">
<script defer src="/assets/vendor.js"></script>
<script type="module" src="/assets/main.js"></script>`;

const MAIN = `import './chunk.js';
await fetch('/ran');
parent.postMessage({ source: 'cube-embed', direction: 'event', type: 'cube:event:ready', surface: 'dashboard',
  timestamp: Date.now(), payload: { mode: 'signed', embedTenant: null, deploymentId: 1 } }, '*');`;

const ASSETS: Record<string, [type: string, body: string]> = {
  '/assets/app.css': ['text/css', 'body { color: red }'],
  '/assets/chunk.js': ['text/javascript', 'export {}'],
  '/assets/vendor.js': ['text/javascript', ''],
  '/assets/main.js': ['text/javascript', MAIN],
};

export const ASSET_PATHS = Object.keys(ASSETS).sort();

export async function startAppTenant(): Promise<AppTenant> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const [path = '', query] = url.split('?');
    asked.push(query ? `${path}?` : path);
    const asset = ASSETS[path];
    const [type, body] = asset ?? ['text/html', path.startsWith('/embed/') ? PAGE : ''];
    response.writeHead(200, {
      'content-type': type,
      'cache-control': asset ? 'public, max-age=31536000, immutable' : 'no-store',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    port,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
