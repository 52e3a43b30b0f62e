import { defineConfig } from 'vitepress';
import type { MarkdownRenderer } from 'vitepress';
import llmstxt from 'vitepress-plugin-llms';
import manifest from '../../package.json' with { type: 'json' };

const home = new URL(manifest.homepage);
const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');

const CODE_ICON =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><path d="m8 6-6 6 6 6M16 6l6 6-6 6"/></svg>';

const section = (text: string, pages: Record<string, string>) => ({
  text,
  items: Object.entries(pages).map(([title, page]) => ({ text: title, link: `/${page}` })),
});

/** In the order of `docs/index.md`. */
const sidebar = [
  section('Start', { 'Before you start in Cube': 'before-you-start', 'Five-minute start': 'start' }),
  section('Guides', {
    'Session renewal': 'renewal',
    'The session endpoint': 'server',
    'In other languages': 'server/other-backends',
    'Exports from your own button': 'server/exports',
    'Limits that all processes share': 'server/limits',
    'One endpoint or two': 'one-endpoint-or-two',
    'Signing out': 'signing-out',
    'Creator Mode and deep links': 'creator-mode',
    'Events and actions': 'events',
    'Filters and controls': 'filters',
    'Keeping an embed across routes': 'frameworks/routes',
    'Sizing and layout': 'sizing',
    'Look and language': 'look-and-language',
    'Lists, grids and drag and drop': 'lists',
    'Development servers': 'dev-servers',
    'Files and imports': 'files',
    Performance: 'performance',
    'Kept embeds': 'kept-embeds',
    Monitoring: 'monitoring',
    'From a hand-written iframe': 'from-iframe',
  }),
  section('In your framework', {
    'Choose your framework': 'frameworks/',
    'Plain HTML': 'frameworks/html',
    'Pages rendered by a server': 'frameworks/server-rendered',
    React: 'frameworks/react',
    'Next.js': 'frameworks/next',
    'React Router': 'frameworks/react-router',
    Vue: 'frameworks/vue',
    Nuxt: 'frameworks/nuxt',
    Angular: 'frameworks/angular',
    Svelte: 'frameworks/svelte',
    Solid: 'frameworks/solid',
    Preact: 'frameworks/preact',
    Lit: 'frameworks/lit',
    Astro: 'frameworks/astro',
    Turbo: 'frameworks/turbo',
    htmx: 'frameworks/htmx',
    Alpine: 'frameworks/alpine',
    Bundlers: 'frameworks/bundlers',
    Storybook: 'frameworks/storybook',
  }),
  section('Testing', {
    'With an emulated tenant': 'testing',
    'Component tests': 'frameworks/component-tests',
  }),
  section('When something is wrong', {
    'The inspector': 'inspector',
    Troubleshooting: 'troubleshooting',
    'The doctor': 'doctor',
    Errors: 'errors',
    'Browser support': 'browser-support',
    FAQ: 'faq',
  }),
  section('Reference', { API: 'api', Security: 'security' }),
  section('How it is proven', { Proofs: 'internals/proof', 'Supply chain': 'internals/supply-chain' }),
];

/** A table's empty header cell heads nothing: as a `td`, screen readers do not announce it. */
const emptyHeadersToCells = (markdown: MarkdownRenderer): unknown =>
  markdown.core.ruler.push('empty-headers', ({ tokens }) => {
    tokens.forEach(({ type }, i) => {
      const [open, content, close] = tokens.slice(i, i + 3);
      if (type === 'th_open' && open && close && !content?.content) open.tag = close.tag = 'td';
    });
  });

/** The docs site, made from the Markdown of this folder. `npm run docs` shows it locally; dead links fail its build. */
export default defineConfig({
  title: 'cube-embed',
  description: manifest.description,
  base: home.pathname,
  cleanUrls: true,
  lastUpdated: false,
  outDir: '../reports/docs',
  cacheDir: '../node_modules/.cache/vitepress',
  // GitHub shows a folder's README.md, a site its index.
  rewrites: { 'frameworks/README.md': 'frameworks/index.md' },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: emptyHeadersToCells,
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cube-embed-') } } },
  // llms.txt, llms-full.txt and the Markdown of each page, for language models.
  vite: { plugins: [llmstxt({ domain: home.origin, ignoreFiles: ['internals/*'], injectLLMHint: false })] },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    // An own icon: the theme would load those that it knows by name from another site.
    socialLinks: [{ icon: { svg: CODE_ICON }, link: repository, ariaLabel: 'Repository' }],
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'API', link: '/api' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
    sidebar,
  },
});
