import { readFileSync } from 'node:fs';

/** The area of the page, below the browser's own bars; every fourth pixel of some lines is enough. */
const LINES = { from: 250, to: 850, step: 30 };
const COLUMNS = { from: 100, to: 1200, step: 4 };
const BYTES_OF_A_PIXEL = 4;
const BYTES_OF_A_COLOR = 12;

/**
 * The number of colors in the page's area of a display, read from its frame buffer. This is what the viewer sees, unlike a
 * WebDriver screenshot, for which WebKitGTK repaints the page, with new frames in white. The file is in X's window dump format.
 */
export function colorsOf(path: string): number {
  const dump = readFileSync(path);
  const field = (index: number): number => dump.readUInt32BE(index * 4);
  const [headerBytes, lineBytes, colors] = [field(0), field(12), field(19)];
  const pixels = headerBytes + colors * BYTES_OF_A_COLOR;
  const seen = new Set<number>();
  for (let y = LINES.from; y < LINES.to; y += LINES.step) {
    for (let x = COLUMNS.from; x < COLUMNS.to; x += COLUMNS.step) {
      // The fourth byte is unused.
      seen.add(dump.readUIntLE(pixels + y * lineBytes + x * BYTES_OF_A_PIXEL, 3));
    }
  }
  return seen.size;
}
