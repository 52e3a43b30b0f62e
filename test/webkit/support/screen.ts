import { readFileSync } from 'node:fs';

/** Where the page is to be seen, below the browser's own bars; every fourth pixel of some lines is enough. */
const LINES = { from: 250, to: 850, step: 30 };
const COLUMNS = { from: 100, to: 1200, step: 4 };
const BYTES_OF_A_PIXEL = 4;
const BYTES_OF_A_COLOUR = 12;

/**
 * How many colours a display shows in the page's place, by its frame buffer: what the viewer sees, unlike a WebDriver
 * screenshot, for which WebKitGTK paints the page anew, and new frames white. The file is in X's window dump format.
 */
export function coloursOf(path: string): number {
  const dump = readFileSync(path);
  const field = (index: number): number => dump.readUInt32BE(index * 4);
  const [headerBytes, lineBytes, colours] = [field(0), field(12), field(19)];
  const pixels = headerBytes + colours * BYTES_OF_A_COLOUR;
  const seen = new Set<number>();
  for (let y = LINES.from; y < LINES.to; y += LINES.step) {
    for (let x = COLUMNS.from; x < COLUMNS.to; x += COLUMNS.step) {
      // The fourth byte means nothing.
      seen.add(dump.readUIntLE(pixels + y * lineBytes + x * BYTES_OF_A_PIXEL, 3));
    }
  }
  return seen.size;
}
