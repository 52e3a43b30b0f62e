import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleParts, weigh } from '../../scripts/bundle-parts.js';
import { columns, compared } from '../report.js';

const FILE = fileURLToPath(new URL('../../dist/cube-embed.js', import.meta.url));

/** The size of the bundle and of each of its parts. */
export async function size() {
  const shares = bundleParts(FILE).map(({ part, bytes }) => ({
    what: `of this, ${part.startsWith('src/') ? `\`${part}\`` : part}`,
    ours: bytes,
    unit: 'B',
  }));
  return {
    title: 'Size by part',
    note: '`dist/cube-embed.js`, Lit included, under brotli. A part counts as what the file would be lighter without it; what parts have in common counts in none of them, and so they add up to less than the whole. `npm run size` checks the whole against its budget of 19 KiB. A smaller target was dropped: by measurement, one file with everything that it does cannot be under 14 KiB.',
    columns: columns(''),
    rows: [
      { what: 'the whole', ours: weigh(readFileSync(FILE)), unit: 'B', headline: 'Script-tag build, brotli' },
      ...shares,
    ].map(compared),
  };
}
