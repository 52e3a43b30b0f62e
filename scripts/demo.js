#!/usr/bin/env node
/** Starts the demo from its TypeScript sources: `npm run demo`. */
import { createServer } from 'vite';

// Vite would set it to development, and Lit with it.
process.env.NODE_ENV ??= 'production';

const sources = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, ws: false, watch: null },
});
try {
  const { main } = await sources.ssrLoadModule('/demo/server/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await sources.close();
}
