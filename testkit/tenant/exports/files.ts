import { deflateSync } from 'node:zlib';

/** What an exported dashboard shows. */
export interface ExportContent {
  title: string;
  lines: string[];
  /** Values for bars, largest first. */
  values: number[];
}

/** Creates a PDF of one A4 page with the title and the lines. */
export function pdfOf({ title, lines }: ExportContent): Buffer {
  const text = [
    `/F1 20 Tf 50 780 Td (${escaped(title)}) Tj /F1 11 Tf`,
    ...lines.map((line) => `0 -20 Td (${escaped(line)}) Tj`),
  ];
  const stream = `BT\n${text.join('\n')}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${file}${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}

const WIDTH = 320;
const ROW = 24;

/** Creates a PNG with a bar for each value. */
export function pngOf({ values }: ExportContent): Buffer {
  const top = Math.max(...values, 1);
  const height = Math.max(values.length, 1) * ROW;
  const rows = Array.from({ length: height }, (_, y) => {
    const isBar = y % ROW >= 4;
    const length = isBar ? Math.round(((values[Math.floor(y / ROW)] ?? 0) / top) * WIDTH) : 0;
    // A row of gray pixels, after its filter type (none).
    return Buffer.concat([Buffer.from([0]), Buffer.alloc(length, 90), Buffer.alloc(WIDTH - length, 255)]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits for each pixel, in shades of gray.
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(checksum(content), 4);
  return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
}

/** CRC-32 as in PNG; `zlib.crc32` is newer than the oldest supported Node. */
function checksum(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Escapes a text for PDF. Characters outside of Latin-1 become question marks. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\xff]/g, '?').replace(/[\\()]/g, '\\$&');
}
