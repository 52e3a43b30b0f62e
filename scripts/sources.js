/** Runs a task with the TypeScript sources: `load` imports one of their modules, by its path in this repository. */
import { createServer } from 'vite';

export async function withSources(task) {
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
    await task((path) => sources.ssrLoadModule(path));
  } finally {
    await sources.close();
  }
}
