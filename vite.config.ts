import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/** Takes the line breaks out of the style sheet: minifiers leave template literals as they are. */
function compactStyles(): Plugin {
  return {
    name: 'cube-embed:compact-styles',
    transform(code, id) {
      if (!id.endsWith('/styles.ts')) return null;
      return {
        code: code.replace(/css`([^`]*)`/, (whole) => whole.replace(/\s*([{}:;,]|\s)\s*/g, '$1').trim()),
        map: null,
      };
    },
  };
}

/** The script-tag builds: Lit and all elements inside, nothing to resolve. */
export default defineConfig({
  plugins: [compactStyles()],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    sourcemap: true,
    lib: {
      entry: 'src/index.ts',
      name: 'CubeEmbed',
      formats: ['es', 'iife'],
      fileName: (format) => (format === 'es' ? 'cube-embed.js' : 'cube-embed.iife.js'),
    },
    minify: 'terser',
    terserOptions: {
      module: true,
      ecma: 2020,
      compress: { passes: 3, unsafe_arrows: true, keep_fargs: false },
      format: { preamble: '/*! cube-embed | MIT | with Lit, BSD-3-Clause */' },
    },
    rolldownOptions: {
      // The elements are Lit's ReactiveElement: what `lit` exports beside it registers its version and does nothing else.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/lit/, sideEffects: false }] },
    },
  },
});
