import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { buildPageClient } from '../../testkit/tenant/page-client.js';

/** Lets the command use the test kit that is published next to it. */
function shareTestKit(): Plugin {
  return {
    name: 'cube-embed:share-test-kit',
    enforce: 'pre',
    resolveId(source, importer) {
      const fromCommand = importer?.includes('/testkit/cli/') && source === '../tenant/index.js';
      return fromCommand ? { id: './testing/index.js', external: true } : null;
    },
  };
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TENANT = `${ROOT}testkit/tenant`;

/** Inserts the built page client into the module that otherwise bundles it from its sources. */
function inlinePageClient(): Plugin {
  return {
    name: 'cube-embed:inline-page-client',
    async load(id) {
      if (id !== `${TENANT}/page-client.ts`) return null;
      const { licenses, ...client } = await buildPageClient(
        `${TENANT}/embed/main.ts`,
        `${TENANT}/embed/plain/style.css`,
      );
      this.emitFile({ type: 'asset', fileName: 'licenses/testing-pages.md', source: licenses });
      return `const client = ${JSON.stringify(client)};\nexport const loadPageClient = async () => client;\n`;
    },
  };
}

/** Builds the test kit and the command: Node modules with their dependencies bundled. */
export default defineConfig({
  root: ROOT,
  plugins: [inlinePageClient(), shareTestKit()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    emptyOutDir: false,
    license: { fileName: 'licenses/testing.md' },
    ssrEmitAssets: true,
    rolldownOptions: {
      input: { 'testing/index': 'testkit/tenant/index.ts', cli: 'testkit/cli/main.ts' },
      // ws tries to load these two optional native helpers.
      external: [...builtinModules, /^node:/, 'bufferutil', 'utf-8-validate'],
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'testing/[name].js',
        // Keeps the names of functions and classes for stack traces.
        minify: { compress: true, mangle: { keepNames: true }, codegen: true },
      },
    },
  },
});
