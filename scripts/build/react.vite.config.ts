import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The wrappers for React, with @lit/react inside: a host installs nothing for them. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  build: {
    target: 'es2022',
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    license: { fileName: 'licenses/react.md' },
    lib: { entry: 'src/react.ts', formats: ['es'], fileName: 'react' },
    rolldownOptions: {
      external: ['react', './index.js'],
      // Server components may use the components as they are.
      output: { banner: "'use client';" },
    },
  },
});
