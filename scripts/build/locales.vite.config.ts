import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** Escapes what is not ASCII: browsers read a classic script in the encoding of its page. */
const escapeText: Plugin = {
  name: 'cube-embed:escape-text',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

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
