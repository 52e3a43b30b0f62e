import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import { columns, compared } from '../report.js';

const FILE = new URL('../../dist/cube-embed.js', import.meta.url);
const BUDGET = 14 * 1024;

const partOf = (source) =>
  source === undefined
    ? 'the bundle itself'
    : source.includes('node_modules')
      ? 'Lit'
      : `\`${/src\/(\w+\/)?/.exec(source)[0]}\``;

/** Maps each character of the bundle to its part. */
function origins(code, map) {
  return code.split('\n').flatMap((line, i) =>
    // the last position is the line break
    Array.from({ length: line.length + 1 }, (_, column) => partOf(map.findEntry(i, column).originalSource)),
  );
}

/** The size of the bundle and of each of its parts: how much smaller the bundle is without the part. */
export async function size() {
  const code = readFileSync(FILE, 'utf8');
  const map = new SourceMap(JSON.parse(readFileSync(new URL(`${FILE}.map`), 'utf8')));
  const parts = origins(code, map);
  const weigh = (text) => brotliCompressSync(text).length;
  const total = weigh(code);
  const shares = [...new Set(parts)].map((part) => ({
    what: `of this, ${part}`,
    ours: total - weigh([...code].filter((_, i) => parts[i] !== part).join('')),
    unit: 'B',
  }));
  shares.sort((one, other) => other.ours - one.ours);
  return {
    title: 'Size by part',
    note: '`dist/cube-embed.js`, Lit included, under brotli. A part counts as what the file would be lighter without it; what parts have in common counts in none of them, and so they add up to less than the whole.',
    columns: columns(''),
    rows: [
      { what: 'the whole', ours: total, unit: 'B', limit: BUDGET, headline: 'Script-tag build, brotli' },
      ...shares,
    ].map(compared),
  };
}
