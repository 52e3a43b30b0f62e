/** The tables of the guides, generated from the tests' data: `node test/tables.js` prints them. */
import { readFileSync } from 'node:fs';
import { BUNDLERS } from '../bundlers/bundlers.js';
import WAYS from './ways.js';

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

const IN_BROWSER = 'in the browser';
const BOTH = 'in the browser, and on a server';
const PAGE = 'load, properties, a live change, unmount';
const SERVER = `${PAGE}; markup, hydration`;

/** Framework, its package, how it is rendered, what is tested, and its page in WAYS. */
const ROWS = [
  ['[Plain HTML](html.md)', undefined, IN_BROWSER, PAGE, 'html'],
  [
    '[Server-rendered pages](server-rendered.md)',
    undefined,
    'PHP, ERB, Django, HTML',
    'JSON attributes, escaping',
  ],
  ['[React](react.md)', 'react', IN_BROWSER, `${PAGE}; types`, 'routes-react'],
  [
    '[React 18](react.md#react-up-to-18-and-server-rendering)',
    'react18',
    BOTH,
    `${SERVER}; types`,
    'routes-react18',
  ],
  [
    '[Next.js](next.md)',
    'next',
    'on a server, streamed',
    `${SERVER}; server component, pages router`,
    'next',
  ],
  ['[React Router](react-router.md)', 'react-router', 'on a server', SERVER, 'react-router'],
  ['[Vue](vue.md)', 'vue', BOTH, `${SERVER}; types, eslint --fix`, 'routes-vue'],
  ['[Nuxt](nuxt.md)', 'nuxt', 'on a server', SERVER, 'nuxt'],
  ['[Svelte](svelte.md)', 'svelte', IN_BROWSER, `${PAGE}; types`, 'routes-svelte'],
  ['[SvelteKit](svelte.md#sveltekit)', '@sveltejs/kit', 'on a server', SERVER, 'sveltekit'],
  ['[Solid](solid.md)', 'solid-js', IN_BROWSER, `${PAGE}; types`, 'routes-solid'],
  ['[Preact](preact.md)', 'preact', IN_BROWSER, `${PAGE}; types`, 'routes-preact'],
  ['[Angular](angular.md)', '@angular/core', BOTH, `${SERVER}; types`, 'routes-angular'],
  ['[Lit](lit.md)', 'lit', 'on a server', `${SERVER}; lit-analyzer`],
  ['[Astro](astro.md)', 'astro', 'when built', SERVER, 'astro'],
  ['[Turbo](turbo.md)', '@hotwired/turbo', 'on a server', `${PAGE}; previews`, 'turbo'],
  ['[htmx](htmx.md)', 'htmx.org', 'on a server', PAGE, 'htmx'],
  ['[Alpine](alpine.md)', 'alpinejs', IN_BROWSER, PAGE, 'alpine'],
  ...Object.keys(BUNDLERS).map((name) => [`[${name}](bundlers.md)`, name, IN_BROWSER, PAGE]),
  ['[Storybook](storybook.md)', 'storybook', IN_BROWSER, 'stubs; no request, no frame'],
];

const line = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map(line).join('\n');

export function frameworksTable() {
  return table(
    ['framework', 'version', 'rendered', 'tested', 'sessions on load', 'on route change', 'back'],
    ROWS.map(([framework, name, rendered, tested, ways]) => {
      const version = name ? lock.packages[`node_modules/${name}`].version.replace(/\.\d+$/, '') : '–';
      const kept = WAYS.find(({ page, recipe }) => page === ways && recipe)?.sessions ?? [1, '–', '–'];
      return [framework, version, rendered, tested, ...(name === 'storybook' ? [0, '–', '–'] : kept)];
    }),
  );
}

const NAMES = {
  html: 'Plain HTML',
  'routes-react': 'React',
  'routes-react18': 'React 18',
  'react-router': 'React Router, framework mode',
  next: 'Next.js',
  nuxt: 'Nuxt',
  'routes-vue': 'Vue',
  'routes-svelte': 'Svelte',
  sveltekit: 'SvelteKit',
  'routes-angular': 'Angular',
  'routes-solid': 'Solid',
  'routes-preact': 'Preact',
  alpine: 'Alpine',
  astro: 'Astro',
  htmx: 'htmx',
  turbo: 'Turbo',
};

export function waysTable() {
  return table(
    ['framework', 'where the embed is', 'on load', 'on leaving', 'back'],
    WAYS.map(({ page, way, sessions: [load, leaving, back], then = [leaving, back], recipe }) => {
      const later = (first, second) => (first === second ? first : `${first}, later ${second}`);
      return [NAMES[page], recipe ? `**${way}**` : way, load, later(leaving, then[0]), later(back, then[1])];
    }),
  );
}

if (process.argv[1] === import.meta.filename) console.log(`${frameworksTable()}\n\n${waysTable()}`);
