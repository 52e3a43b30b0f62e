import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { escapeText } from './escape-text.js';

/** Builds all languages for pages with a script tag: one file, for a classic script and for a module. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [escapeText],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    lib: {
      entry: 'src/locales/script.ts',
      formats: ['iife'],
      name: 'CubeEmbedLocales',
      fileName: () => 'cube-embed.locales.js',
    },
  },
});
