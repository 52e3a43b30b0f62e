import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { escapeText } from './scripts/build/escape-text.js';

// Vite selects Lit's build by this mode; a shell or a test runner may have set `development`.
process.env['NODE_ENV'] = 'production';

/** The types of the classic script, for pages that load it and type checkers that resolve it. */
const IIFE_TYPES = `import type * as exports from './index.js';

declare global {
  /** What the package exports. */
  const CubeEmbed: typeof exports;
}
`;

/** Gives the classic script its types, and takes away its source map: the module's own has the same sources. */
const classicScript: Plugin = {
  name: 'cube-embed:classic-script',
  generateBundle({ format }, bundle) {
    if (format !== 'iife') return;
    this.emitFile({ type: 'asset', fileName: 'cube-embed.iife.d.ts', source: IIFE_TYPES });
    delete bundle['cube-embed.iife.js.map'];
    const script = bundle['cube-embed.iife.js'];
    if (script?.type === 'chunk') script.code = script.code.replace(/\n\/\/# sourceMappingURL=.*/, '');
  },
};

/**
 * Removes the white space of style sheets in template strings, which minifiers of scripts keep. A minifier of CSS would also join
 * rules, and older engines drop a joined rule if they do not know one of its selectors.
 */
const minifyStyles: Plugin = {
  name: 'cube-embed:styles',
  enforce: 'pre',
  transform(code) {
    const minified = (css: string): string =>
      css
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;}/g, '}');
    return { code: code.replace(/(?<=\/\* css \*\/ )`[^`]*`/, minified), map: null };
  },
};

/** The script-tag builds, with Lit and all elements bundled. The other builds are in `scripts/build/`. */
export default defineConfig({
  plugins: [classicScript, minifyStyles, escapeText],
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
    // Vite's own minifier keeps the white space of ES modules in library mode.
    minify: 'terser',
    terserOptions: {
      module: true,
      // A workaround for Safari 10, on by default in Vite.
      safari10: false,
      compress: { passes: 3 },
    },
    rolldownOptions: {
      // Rolldown's own minifier runs after Terser, and shortens what that leaves.
      output: {
        minify: true,
        comments: false,
        // V8's explicit compile hint: otherwise Chromium parses each function a second time, while an embed waits.
        postBanner: '//# allFunctionsCalledOnLoad\n/*! cube-embed: MIT; Lit: BSD-3-Clause */',
      },
      // Terser takes most of the time, which Vite would report in every build.
      checks: { pluginTimings: false },
      // The elements extend Lit's ReactiveElement. The other modules of `lit` only register their versions.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/lit/, sideEffects: false }] },
    },
  },
});
