import { defineConfig } from 'vitepress';
import manifest from '../../package.json' with { type: 'json' };

const home = new URL(manifest.homepage);
const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');

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
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Guides', link: '/renewal' },
      { text: 'API', link: '/api' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
  },
});
