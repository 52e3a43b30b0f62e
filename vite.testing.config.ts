import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { buildPageClient } from './src/testing/page-client.js';

const TESTING = fileURLToPath(new URL('./src/testing', import.meta.url));

/** Puts the finished page client into the module that bundles it from its sources. */
function inlinePageClient(): Plugin {
  return {
    name: 'cube-embed:inline-page-client',
    async load(id) {
      if (id !== `${TESTING}/page-client.ts`) return null;
      const client = await buildPageClient(TESTING);
      return `const client = ${JSON.stringify(client)};\nexport const loadPageClient = async () => client;\n`;
    },
  };
}

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The test kit and the command: Node modules with all they need inside. */
export default defineConfig({
  plugins: [inlinePageClient()],
  define: { __VERSION__: JSON.stringify(version) },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { 'testing/index': 'src/testing/index.ts', cli: 'src/cli/main.ts' },
      // ws asks for these two natively compiled helpers and does without them.
      external: [...builtinModules, /^node:/, 'bufferutil', 'utf-8-validate'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'testing/[name].js' },
    },
  },
});
