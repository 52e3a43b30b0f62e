import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MarkdownRenderer } from 'vitepress';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

let renderer: Promise<MarkdownRenderer> | undefined;

/**
 * A page of the guides, or an image in it, by its path in `docs/`; `null` when there is none. The renderer is that of the
 * docs site; it is loaded when the first guide is opened.
 */
export async function docsPage(pathname: string): Promise<Response | null> {
  const [, name = '', extension] = /^\/docs\/((?:[a-z-]+\/)*[\w-]+)\.(md|html|png)$/.exec(pathname) ?? [];
  if (!extension) return null;
  const isPicture = extension === 'png';
  const file = await readFile(`${DOCS}${name}.${isPicture ? 'png' : 'md'}`).catch(() => null);
  if (!file) return null;
  return isPicture
    ? new Response(file, { headers: { 'content-type': 'image/png' } })
    : new Response(await documentOf(name, file.toString()), {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
}

async function documentOf(name: string, markdown: string): Promise<string> {
  renderer ??= import('vitepress').then(({ createMarkdownRenderer }) =>
    createMarkdownRenderer(DOCS, {
      highlight: (code) => `<pre tabindex="0"><code>${escape(code)}</code></pre>`,
    }),
  );
  const body = (await renderer).render(markdown, { relativePath: `${name}.md`, cleanUrls: false });
  const [, title = name] = /^# (.*)$/m.exec(markdown) ?? [];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escape(title)} · cube-embed</title>
    <link rel="stylesheet" href="/demo.css" />
  </head>
  <body>
    <main class="document">
      <p><a href="/">The demo</a> · <a href="/docs/index.html">All guides</a></p>
      ${body}
    </main>
  </body>
</html>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
