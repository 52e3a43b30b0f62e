/** Runs a task with the TypeScript sources: `load` imports a module by its path in this repository. */
import { createServer } from 'vite';

export async function withSources(task) {
  // Vite would set it to development, which selects Lit's development build.
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
