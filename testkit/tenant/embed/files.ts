import type { EmbedPage } from './page.js';

/** How long the browser may take to fetch a file that it was handed, in milliseconds. */
const FILE_KEPT_MS = 60_000;

/** A table that can be exported. */
export interface Table {
  /** The widget it belongs to, or nothing for the whole dashboard. */
  widgetId?: string;
  title: string;
  head: string[];
  rows: (string | number)[][];
}

/** Hands the viewer a table as CSV and tells the host. */
export function downloadTable(page: EmbedPage, { widgetId, title, head, rows }: Table): void {
  saveFile(`${title}.csv`, new Blob([toCsv([head, ...rows])], { type: 'text/csv' }));
  page.post('download', { ...about('csv', title, widgetId), rowCount: rows.length });
}

/** Hands the viewer a chart as a picture and tells the host. */
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

/** By RFC 4180. */
function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
