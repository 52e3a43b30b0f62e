import { readFileSync } from 'node:fs';

const file = (path) => ['text/javascript', readFileSync(new URL(path, import.meta.url))];

/**
 * A host page that loads the elements and hands what a module of `pages/` exports to `window`; for `startStage`. It has
 * some text, as pages do: the fonts that a browser loads for a page's first words are not the embed's.
 */
export const hostPages = (...modules) => ({
  '/': [
    'text/html',
    `<!doctype html><html lang="en"><title>Host</title>
    <style>iframe { width: 100%; height: 600px; border: 0 }</style>
    <script type="module" src="/cube-embed.js"></script>
    <h1>Host</h1><p>Text of the page.</p>
    ${modules.map((name) => `<script type="module">import * as all from '/${name}'; Object.assign(window, all)</script>`).join('')}`,
  ],
  '/cube-embed.js': file('../../dist/cube-embed.js'),
  ...Object.fromEntries(modules.map((name) => [`/${name}`, file(`../pages/${name}`)])),
});
