import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the host application serves, by path. */
export type Assets = Map<string, { type: string; body: string }>;

let built: Promise<Assets> | undefined;

/** Bundles the page and the elements from their sources, once per process and in memory: nothing on the disk can be stale. */
export function loadAssets(): Promise<Assets> {
  return (built ??= buildAssets());
}

async function buildAssets(): Promise<Assets> {
  const [html, style, page, elements] = await Promise.all([
    readFile(`${ROOT}demo/page/index.html`, 'utf8'),
    readFile(`${ROOT}demo/page/demo.css`, 'utf8'),
    bundle('demo/page/main.ts'),
    bundle('src/index.ts'),
  ]);
  const script = (code: string) => ({ type: 'text/javascript; charset=utf-8', body: code });
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    ['/demo.js', script(page)],
    ['/demo.css', { type: 'text/css; charset=utf-8', body: style }],
    ['/cube-embed.js', script(elements)],
  ]);
}

/** The script that Vite makes of a module and all it imports. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    // Whatever NODE_ENV says: Lit's development build warns.
    resolve: { conditions: ['production', 'browser', 'module'] },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: ROOT + entry, formats: ['es'], fileName: 'bundle' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('Vite made no bundle.');
  return first.output[0].code;
}
