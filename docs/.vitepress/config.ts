import { defineConfig } from 'vitepress';
import llmstxt from 'vitepress-plugin-llms';
import manifest from '../../package.json' with { type: 'json' };

const home = new URL(manifest.homepage);
const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');

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
    'In your framework': 'frameworks/',
    'Pages rendered by a server': 'frameworks/server-rendered',
    'Keeping an embed across routes': 'frameworks/routes',
    'Sizing and layout': 'sizing',
    'Look and language': 'look-and-language',
    Performance: 'performance',
    'Kept embeds': 'kept-embeds',
    'From a hand-written iframe': 'from-iframe',
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
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cube-embed-') } } },
  // llms.txt, llms-full.txt and the Markdown of each page, for language models.
  vite: { plugins: [llmstxt({ domain: home.origin, ignoreFiles: ['internals/*'], injectLLMHint: false })] },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'API', link: '/api' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
    sidebar,
  },
});
