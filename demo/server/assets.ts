import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The files that the host application serves, by path. */
export type Assets = Map<string, { type: string; body: string }>;

let built: Promise<Assets> | undefined;

/** Bundles the page and the elements from their sources, once per process and in memory, so that no file on disk can be stale. */
export function loadAssets(): Promise<Assets> {
  return (built ??= buildAssets());
}

const STYLES = ['base', 'guide', 'stage', 'controls', 'code', 'document'];

async function buildAssets(): Promise<Assets> {
  const read = (name: string): Promise<string> => readFile(`${ROOT}demo/page/${name}`, 'utf8');
  const [html, script, ...styles] = await Promise.all([
    read('index.html'),
    bundle('demo/page/main.ts'),
    ...STYLES.map((name) => read(`styles/${name}.css`)),
  ]);
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    ['/demo.js', { type: 'text/javascript; charset=utf-8', body: script }],
    ['/demo.css', { type: 'text/css; charset=utf-8', body: styles.join('\n') }],
  ]);
}

/** `package.json` lists the files in `dist` that register elements; here, their sources do. */
const keepRegistrations: Plugin = {
  name: 'demo:keep-registrations',
  transform: (code, id) => (id.includes('/src/') ? { code, moduleSideEffects: true } : null),
};

/** The script that Vite builds from a module and its imports. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    plugins: [keepRegistrations],
    // Regardless of NODE_ENV, because Lit's development build logs warnings.
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
