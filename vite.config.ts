import { defineConfig } from 'vite';

// Vite takes the mode of Lit's build from here: a shell or a test runner may have set `development`.
process.env['NODE_ENV'] = 'production';

/** The script-tag builds: Lit and all elements inside, nothing to resolve. `scripts/build/` has the other builds. */
export default defineConfig({
  build: {
    target: 'es2022',
    emptyOutDir: false,
    sourcemap: true,
    license: { fileName: 'licenses/browser.md' },
    lib: {
      entry: 'src/index.ts',
      name: 'CubeEmbed',
      formats: ['es', 'iife'],
      fileName: (format) => (format === 'es' ? 'cube-embed.js' : 'cube-embed.iife.js'),
    },
    // Vite's own minifier keeps the white space of ES modules that are built as a library.
    minify: 'terser',
    terserOptions: {
      module: true,
      // V8's explicit compile hint: otherwise Chromium parses each function a second time, while an embed waits.
      format: { preamble: '//# allFunctionsCalledOnLoad\n/*! cube-embed: MIT; Lit: BSD-3-Clause */' },
    },
    rolldownOptions: {
      // Terser takes most of the time; Vite would report that at every build.
      checks: { pluginTimings: false },
      // The elements extend Lit's ReactiveElement. The other modules of `lit` only register their versions.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/lit/, sideEffects: false }] },
    },
  },
});
