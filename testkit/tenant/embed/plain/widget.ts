import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { measure } from '../../data/stats.js';
import type { Dimension, Granularity, Group, Measure } from '../../data/stats.js';
import { figure } from '../figures.js';
import { downloadPicture, downloadTable } from '../files.js';
import type { ViewContext } from '../view-context.js';

/** The English names of what a widget can show. */
export const NAMES: Record<Measure | Dimension | Granularity, string> = {
  revenue: 'Revenue',
  count: 'Orders',
  average_order: 'Average order',
  return_rate: 'Return rate',
  city: 'City',
  category: 'Category',
  status: 'Status',
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
};

/** Renders a widget: a measure by a member, as a table whose values lead to the orders behind them. */
export function widgetView(
  { page, formats }: ViewContext,
  widgetId: string,
  heading: readonly (keyof typeof NAMES)[],
  member: string,
  name: Measure,
  groups: readonly Group<string>[],
): TemplateResult {
  const title = heading.map((part) => formats.word(NAMES[part])).join(' · ');
  const table = {
    widgetId,
    title,
    head: [member, `orders.${name}`],
    rows: groups.map(({ key, value }) => [key, value]),
  };
  return html`<article class="card" data-test="widget-${widgetId}">
    <h2>${title}</h2>
    ${
      page.allowsExport
        ? html`<button data-test="export-csv" @click=${() => downloadTable(page, table)}>CSV</button>
            <button
              data-test="export-png"
              @click=${() => downloadPicture(page, drawn(groups), title, widgetId)}
            >
              PNG
            </button>`
        : nothing
    }
    <div class="scroll">
      <table data-test=${widgetId}>
        ${groups.map(
          ({ key, value, orders }) =>
            html`<tr>
              <td>
                <button
                  data-test="drill"
                  data-value=${key}
                  @click=${() => page.drill({ member, value: key, widgetId, orders })}
                >
                  ${key}
                </button>
              </td>
              <td>${figure(formats, name)(value)}</td>
              <td>${formats.count(measure(orders, 'count'))}</td>
            </tr>`,
        )}
      </table>
    </div>
  </article>`;
}

/** Draws bars of the values, for a file. */
function drawn(groups: readonly Group<string>[]): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), {
    width: 320,
    height: 20 * groups.length || 20,
  });
  const context = canvas.getContext('2d');
  const top = Math.max(...groups.map(({ value }) => value), 1);
  groups.forEach(({ value }, at) => context?.fillRect(0, at * 20 + 2, (value / top) * canvas.width, 16));
  return canvas;
}
