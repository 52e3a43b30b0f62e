import type { Order } from '../data/orders.js';
import type { EmbedPage } from './page.js';

/** Time in milliseconds that the browser gets to save a file before its URL is revoked. */
const FILE_KEPT_MS = 60_000;

/** A table that can be exported. */
export interface Table {
  /** The table's widget; omitted for the whole dashboard. */
  widgetId?: string;
  title: string;
  head: string[];
  rows: (string | number)[][];
}

/** Downloads a table as CSV and posts `download`. */
export function downloadTable(page: EmbedPage, { widgetId, title, head, rows }: Table): void {
  saveFile(`${title}.csv`, new Blob([toCsv([head, ...rows])], { type: 'text/csv' }));
  page.post('download', { ...about('csv', title, widgetId), rowCount: rows.length });
}

/** Downloads a chart as PNG and posts `download`. */
export function downloadPicture(
  page: EmbedPage,
  canvas: HTMLCanvasElement,
  title: string,
  widgetId: string,
): void {
  canvas.toBlob((blob) => {
    if (!blob) return;
    saveFile(`${title}.png`, blob);
    page.post('download', about('png', title, widgetId));
  });
}

function about(format: string, title: string, widgetId: string | undefined): object {
  return { format, target: widgetId ? 'widget' : 'dashboard', ...(widgetId ? { widgetId } : {}), title };
}

function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FILE_KEPT_MS);
}

/** Formats rows as CSV (RFC 4180). */
function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Converts orders to a table for a file, unformatted, so that spreadsheets can calculate with it. */
export function ordersAsTable(orders: readonly Order[]): Pick<Table, 'head' | 'rows'> {
  return {
    head: ['id', 'created_at', 'city', 'category', 'status', 'amount'],
    rows: orders.map(({ id, createdAt, city, category, status, amount }) => [
      id,
      new Date(createdAt).toISOString(),
      city,
      category,
      status,
      amount,
    ]),
  };
}
