import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/** Internal names that are long for the reader's sake; none is public, and none is the platform's. */
const SHORTENED =
  /^(takesSession|consented|lapses|silentAt|handed|inPlace|jitter|renewInPlace|mayReload|wakeAt|frameAttributes|fixedQuery|liveSettings|showState|slotOf|defaultTitle|promote|machine|restarted|rename|forget|flush|hear|expired|since|until|visible|online|focused|wake|loaded|begun|settle|turn|takeTurn|parameter|base|query|drop|changed|renewed|failed|actions|frames|down|act|loaded|post)$/;

/** Takes the line breaks out of the style sheet: minifiers leave template literals as they are. */
function compactStyles(): Plugin {
  const compact = (styles: string): string =>
    styles.replace(/\s*([{}:;,]|\s)\s*/g, '$1').replaceAll(';}', '}');
  return {
    name: 'cube-embed:compact-styles',
    transform(code, id) {
      if (!id.endsWith('/styles.ts')) return null;
      return { code: code.replace(/`[^`]*`/g, compact), map: null };
    },
  };
}

/** Every browser that these builds are for has constructed style sheets: Lit's way around them stays out. */
function constructedStyles(): Plugin {
  const question = /\w+\.ShadowRoot&&.+?"replace"in CSSStyleSheet\.prototype/s;
  return {
    name: 'cube-embed:constructed-styles',
    transform(code, id) {
      if (!id.endsWith('/css-tag.js')) return null;
      if (!question.test(code)) this.error('Lit asks for constructed style sheets in another way now.');
      return { code: code.replace(question, '!0'), map: null };
    },
  };
}

/** The script-tag builds: Lit and all elements inside, nothing to resolve. */
export default defineConfig({
  plugins: [compactStyles(), constructedStyles()],
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
    minify: 'terser',
    terserOptions: {
      module: true,
      ecma: 2020,
      compress: {
        passes: 3,
        keep_fargs: false,
        pure_getters: true,
        unsafe_arrows: true,
        unsafe_methods: true,
      },
      mangle: { properties: { regex: SHORTENED } },
      format: { preamble: '/*! cube-embed: MIT; Lit: BSD-3-Clause */' },
    },
    rolldownOptions: {
      // The elements are Lit's ReactiveElement: what `lit` exports beside it registers its version and does nothing else.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/lit/, sideEffects: false }] },
    },
  },
});
