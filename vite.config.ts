import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

// What is published holds Lit's production build, whatever the shell or a test runner has set.
process.env['NODE_ENV'] = 'production';

/** Internal names that are long for the reader's sake; none is public, and none is the platform's. */
const SHORTENED =
  /^(takesSession|revived|lagging|consented|lapses|silentAt|handed|inPlace|jitter|renewInPlace|mayReload|wakeAt|frameAttributes|fixedQuery|liveSettings|showState|slotOf|defaultTitle|promote|machine|restarted|rename|hear|expired|since|until|online|focused|begun|settle|takeTurn|parameter|base|renewed|failed|down|act|post|tick|refuse|tell)$/;

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

/** What Lit has for older browsers, and a guard of a class that nobody here makes: by file, what it is and what takes its place. */
const UNREACHED: [string, RegExp, string][] = [
  ['css-tag.js', /\w+\.ShadowRoot&&.+?"replace"in CSSStyleSheet\.prototype/s, '!0'],
  ['css-tag.js', /if\((.+?),\w+!==\w+\)throw Error\("CSSResult is not constructable[^"]+"\)/, '$1'],
  ['reactive-element.js', /\w+\.reactiveElementPolyfillSupport/, 'void 0'],
];

function leaveOutUnreached(): Plugin {
  return {
    name: 'cube-embed:leave-out-unreached',
    transform(code, id) {
      if (!id.includes('/@lit/reactive-element/')) return null;
      let rest = code;
      for (const [file, part, instead] of UNREACHED) {
        if (!id.endsWith(`/${file}`)) continue;
        if (!part.test(rest)) this.error(`Lit has no ${String(part)} any more.`);
        rest = rest.replace(part, instead);
      }
      return { code: rest, map: null };
    },
  };
}

/** Vite keeps notes to bundlers in ES modules, where this one has nothing left to shake. Spaces keep the source map true. */
function leaveOutNotes(): Plugin {
  return {
    name: 'cube-embed:leave-out-notes',
    renderChunk: (code) => ({
      code: code.replace(/\/\* @__PURE__ \*\//g, (note) => ' '.repeat(note.length)),
      map: null,
    }),
  };
}

/** The script-tag builds: Lit and all elements inside, nothing to resolve. */
export default defineConfig({
  plugins: [compactStyles(), leaveOutUnreached(), leaveOutNotes()],
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
      // Chromium else reads each function twice, the second time while an embed waits (V8's explicit compile hints).
      format: { preamble: '//# allFunctionsCalledOnLoad\n/*! cube-embed: MIT; Lit: BSD-3-Clause */' },
    },
    rolldownOptions: {
      // The elements are Lit's ReactiveElement: what `lit` exports beside it registers its version and does nothing else.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/lit/, sideEffects: false }] },
    },
  },
});
