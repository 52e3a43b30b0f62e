import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The script and style sheet of the embed pages. */
export interface PageClient {
  script: string;
  style: string;
}

const LICENSES = 'licenses.md';

let built: Promise<PageClient> | undefined;

/**
 * Bundles the page client from its sources, once per process. The published package has no sources: its build replaces
 * this module with one that contains the bundle (see `scripts/build/testkit.vite.config.ts`).
 */
export function loadPageClient(): Promise<PageClient> {
  const folder = fileURLToPath(new URL('embed', import.meta.url));
  return (built ??= buildPageClient(`${folder}/main.ts`, `${folder}/plain/style.css`));
}

/** Bundles a page client. `licenses` lists those of the bundled packages. */
export async function buildPageClient(
  entry: string,
  style: string,
): Promise<PageClient & { licenses: string }> {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      license: { fileName: LICENSES },
      lib: { entry, formats: ['iife'], name: 'CubeTenantPage' },
    },
  });
  const bundle = Array.isArray(result) ? result[0] : result;
  if (!bundle || !('output' in bundle)) throw new Error('Vite did not create a bundle of the embed page.');
  const [{ code }, ...others] = bundle.output;
  const texts = others.find(({ fileName }) => fileName === LICENSES);
  if (texts?.type !== 'asset') throw new Error('Vite did not list the licenses of the embed page.');
  return { script: code, style: await readFile(style, 'utf8'), licenses: String(texts.source) };
}
