import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The inspector for pages without a bundler: one file with Lit inside. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  build: {
    target: 'es2022',
    emptyOutDir: false,
    license: { fileName: 'licenses/inspector.md' },
    lib: { entry: 'src/inspector/index.ts', formats: ['es'], fileName: 'cube-embed-inspector' },
  },
});
