import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

/** The size of a text or a file's content under brotli, in bytes. */
export const weigh = (content) => brotliCompressSync(content).length;

/** The part of the bundle that a source file belongs to: Lit, a folder of `src`, or the style sheet. */
function partOf(source) {
  if (source === undefined) return 'the bundle itself';
  if (source.includes('node_modules')) return 'Lit';
  if (source.endsWith('/styles.ts')) return 'CSS';
  return /src\/(\w+\/)?/.exec(source)[0];
}

/** The part of each character of the bundle. */
function origins(code, map) {
  return code.split('\n').flatMap((line, i) =>
    // The last position is the line break.
    Array.from({ length: line.length + 1 }, (_, column) => partOf(map.findEntry(i, column).originalSource)),
  );
}

/**
 * The parts of a script-tag build with a source map, the heaviest first. A part weighs what the file would be lighter without it.
 * What parts have in common counts in none of them, so they add up to less than the whole.
 *
 * @param {string} path
 * @returns {{ part: string, bytes: number }[]}
 */
export function bundleParts(path) {
  const code = readFileSync(path, 'utf8');
  const map = new SourceMap(JSON.parse(readFileSync(new URL(`${pathToFileURL(path)}.map`), 'utf8')));
  const parts = origins(code, map);
  const total = weigh(code);
  return [...new Set(parts)]
    .map((part) => ({ part, bytes: total - weigh([...code].filter((_, i) => parts[i] !== part).join('')) }))
    .sort((one, other) => other.bytes - one.bytes);
}
