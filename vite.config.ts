import { defineConfig } from 'vite';

/** The script-tag builds: Lit and all elements inside, nothing to resolve. */
export default defineConfig({
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
    rolldownOptions: {
      output: { minify: true },
      // The elements are Lit's ReactiveElement: what `lit` re-exports beside it registers its version and nothing else.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/lit/, sideEffects: false }] },
    },
  },
});
