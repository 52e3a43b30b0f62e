import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the React wrappers with @lit/react bundled, so that hosts need not install it. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  build: {
    target: 'es2022',
    emptyOutDir: false,
    minify: false,
    license: { fileName: 'licenses/react.md' },
    lib: { entry: 'src/react.ts', formats: ['es'], fileName: 'react' },
    rolldownOptions: {
      external: ['react', './index.js'],
      // Lets server components import the components directly.
      output: { banner: "'use client';" },
    },
  },
});
