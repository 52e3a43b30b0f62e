import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
/** The headers of a CDN. */
const library = () => brotliCompressSync(read('../../dist/cube-embed.js'));
const inline = (name) => `<script>${read(`../../dist/cube-embed.${name}.js`)}</script>`;

/** With some text, like most pages, so that loading fonts for the first words is not attributed to the embed. */
const page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<link rel="icon" href="data:,">
<style>iframe { width: 100%; height: 600px; border: 0 }</style>
<script>
  ready = new Promise((resolve) => addEventListener('message', ({ data }) => {
    if (data?.type === 'cube:event:ready') resolve(performance.now());
  }));
</script>
<h1>Host</h1><p>Text of the page.</p>
${body}`;

/** A page with the elements' script and these modules of `bench/pages/`, exported to `window`. */
export const warmPages =
  (...modules) =>
  () => ({
    'index.html':
      page(`<script type="module">import * as cubeEmbed from '/cube-embed.js'; Object.assign(window, { cubeEmbed })</script>
    ${modules.map((name) => `<script type="module">import * as all from '/${name}'; Object.assign(window, all)</script>`).join('')}`),
    'cube-embed.js': library(),
    ...Object.fromEntries(modules.map((name) => [name, read(`../pages/${name}`)])),
  });

const script = (origin) => `<script type="module" crossorigin src="${origin}/cube-embed.js"></script>`;
const tag = (tenantUrl) =>
  `<cube-embed-dashboard base-url="${tenantUrl}" dashboard-id="sales" session-endpoint="/cube-session"></cube-embed-dashboard>`;

/** Whole pages, one for each contender: Cube's snippet inline, or a tag with the elements' script from one of two servers. */
export const COLD = {
  snippet: ({ tenantUrl }) => `<iframe title="Dashboard"></iframe><script>
    fetch('/cube-session', { method: 'POST' }).then((answer) => answer.json()).then(({ sessionId }) => {
      document.querySelector('iframe').src = '${tenantUrl}/embed/dashboard/sales?session=' + sessionId;
    });
  </script>`,
  own: ({ tenantUrl }) => script('') + tag(tenantUrl),
  'own-early': ({ tenantUrl }) => script('') + tag(tenantUrl) + inline('early'),
  other: ({ tenantUrl, cdnUrl }) => script(cdnUrl) + tag(tenantUrl),
  'other-early': ({ tenantUrl, cdnUrl }) => script(cdnUrl) + tag(tenantUrl) + inline('early'),
  'other-early-page': ({ tenantUrl, cdnUrl }) =>
    script(cdnUrl) + tag(tenantUrl) + inline('early') + inline('early-page'),
};

export const coldPages = (urls) => ({
  'cube-embed.js': library(),
  ...Object.fromEntries(Object.entries(COLD).map(([name, body]) => [`${name}.html`, page(body(urls))])),
});
