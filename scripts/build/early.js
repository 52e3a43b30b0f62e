#!/usr/bin/env node
/** Builds the early start scripts. Pages inline them, so their text must match the hashes in `docs/`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { minify } from 'terser';

export const NAMES = ['early', 'early-page'];

/**
 * The text of `dist/cube-embed.NAME.js`.
 *
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function earlyScript(name) {
  const source = readFileSync(new URL(`../../src/early/${name}.js`, import.meta.url), 'utf8');
  const { code } = await minify(source, { ecma: 2020, compress: { passes: 3 }, mangle: { toplevel: true } });
  return code ?? '';
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync('dist', { recursive: true });
  for (const name of NAMES) {
    writeFileSync(`dist/cube-embed.${name}.js`, await earlyScript(name));
    // Nobody imports these modules, but checks of the package's entries require types.
    writeFileSync(`dist/cube-embed.${name}.d.ts`, 'export {};\n');
  }
}
