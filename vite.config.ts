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

/** What Lit's style sheets bring for others: a way around constructed ones, and a guard of a class that nobody here makes. */
const UNREACHED: [RegExp, string][] = [
  [/\w+\.ShadowRoot&&.+?"replace"in CSSStyleSheet\.prototype/s, '!0'],
  [/if\((.+?),\w+!==\w+\)throw Error\("CSSResult is not constructable[^"]+"\)/, '$1'],
];

function leaveOutUnreached(): Plugin {
  return {
    name: 'cube-embed:leave-out-unreached',
    transform(code, id) {
      if (!id.endsWith('/css-tag.js')) return null;
      return {
        code: UNREACHED.reduce((rest, [part, instead]) => {
          if (!part.test(rest)) this.error(`Lit's style sheets have no ${String(part)} any more.`);
          return rest.replace(part, instead);
        }, code),
        map: null,
      };
    },
  };
}

/** The script-tag builds: Lit and all elements inside, nothing to resolve. */
export default defineConfig({
  plugins: [compactStyles(), leaveOutUnreached()],
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
