import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the inspector for pages without a bundler: one file that includes Lit. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  build: {
    target: 'es2022',
    emptyOutDir: false,
    license: { fileName: 'licenses/inspector.md' },
    lib: { entry: 'src/inspector/index.ts', formats: ['es'], fileName: 'cube-embed-inspector' },
  },
});
