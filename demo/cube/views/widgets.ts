import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { STATUSES } from '../../../testkit/tenant/data/orders.js';
import type { Order } from '../../../testkit/tenant/data/orders.js';
import { groupBy, measure, timeline } from '../../../testkit/tenant/data/stats.js';
import type { Dimension, Granularity, Group, Measure } from '../../../testkit/tenant/data/stats.js';
import { chart } from '../charts.js';
import type { ChartSpec } from '../charts.js';
import { downloadPicture, downloadTable } from '../../../testkit/tenant/embed/files.js';
import type { Table } from '../../../testkit/tenant/embed/files.js';
import type { Formats } from '../../../testkit/tenant/embed/locale.js';
import { shownMembers } from '../../../testkit/tenant/embed/members.js';
import { figure, shortFigure } from '../../../testkit/tenant/embed/figures.js';
import { icon } from './icons.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';

const NAMES: Record<Measure | Dimension, string> = {
  revenue: 'Revenue',
  count: 'Orders',
  average_order: 'Average order',
  return_rate: 'Return rate',
  city: 'City',
  category: 'Category',
  status: 'Status',
};

const GRANULARITY_NAMES: Record<Granularity, string> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
};

/** Renders the charts and the table of a dashboard's first tab. */
export function overviewWidgets(context: ViewContext, orders: Order[]): TemplateResult {
  const { page, state, formats } = context;
  const {
    measure: shown,
    dimension: bars,
    granularity,
  } = shownMembers(page.dashboard?.controls ?? null, state.controls);
  const periods = timeline(orders, granularity, shown).map((group) => ({
    ...group,
    key: formats.period(group.key, granularity),
  }));
  const statuses = groupBy(orders, 'status', 'count');
  const categories = groupBy(orders, 'category', 'revenue');
  return html`<section class="widgets">
    ${chartWidget(context, {
      id: 'over-time',
      kind: 'line',
      title: `${formats.word(NAMES[shown])} · ${formats.word(GRANULARITY_NAMES[granularity])}`,
      member: 'orders.created_at',
      measure: shown,
      groups: periods,
    })}
    ${chartWidget(context, {
      id: 'by-dimension',
      kind: 'bars',
      title: `${formats.word(NAMES[shown])} · ${formats.word(NAMES[bars])}`,
      member: `orders.${bars}`,
      measure: shown,
      groups: groupBy(orders, bars, shown),
    })}
    ${chartWidget(context, {
      id: 'by-status',
      kind: 'ring',
      title: `${formats.word('Orders')} · ${formats.word('Status')}`,
      member: 'orders.status',
      measure: 'count',
      groups: statuses,
    })}
    ${categoryTable(context, categories)}
  </section>`;
}

interface ChartWidget {
  id: string;
  kind: ChartSpec['kind'];
  title: string;
  member: string;
  measure: Measure;
  groups: Group<string>[];
}

function chartWidget(
  context: ViewContext,
  { id, kind, title, member, measure: name, groups }: ChartWidget,
): TemplateResult {
  const { page, state, formats } = context;
  const pick = (index: number): void => {
    const group = groups[index];
    if (group) page.drill({ member, value: group.key, widgetId: id, orders: group.orders });
  };
  const spec: ChartSpec = {
    kind,
    labels: groups.map(({ key }) => key),
    values: groups.map(({ value }) => value),
    format: figure(formats, name),
    shortFormat: shortFigure(formats, name),
    onPick: pick,
    series: kind === 'ring' ? groups.map(({ key }) => STATUSES.indexOf(key)) : [],
    look: JSON.stringify([state.colorScheme, state.systemDark, state.theme, state.locale]),
  };
  const table = {
    widgetId: id,
    title,
    head: [member, `orders.${name}`],
    rows: groups.map(({ key, value }) => [key, value]),
  };
  return html`<article class="card widget ${id}" data-test="widget-${id}">
    ${widgetHeader(context, table, true)}
    <div class="plot">
      <canvas role="img" aria-label=${title} data-test="chart-${id}" ${chart(spec)}></canvas>
    </div>
    ${kind === 'ring' ? legend(groups, formats, pick) : nothing}
  </article>`;
}

/** Renders the ring's values as buttons, because this chart has no axis to read them from. */
function legend(groups: Group<string>[], formats: Formats, pick: (index: number) => void): TemplateResult {
  const total = groups.reduce((sum, { value }) => sum + value, 0);
  return html`<ul class="legend">
    ${groups.map(
      ({ key, value }, at) =>
        html`<li>
          <button data-test="drill" data-value=${key} @click=${() => pick(at)}>
            <i style="--at: var(--series-${STATUSES.indexOf(key) + 1})"></i>${key}<b
              >${formats.percent(value / total)}</b
            >
          </button>
        </li>`,
    )}
  </ul>`;
}

function categoryTable(context: ViewContext, categories: Group<string>[]): TemplateResult {
  const { formats } = context;
  const total = categories.reduce((sum, { value }) => sum + value, 0);
  const names = ['Category', 'Orders', 'Revenue', 'Average order', 'Share'];
  const title = `${formats.word('Revenue')} · ${formats.word('Category')}`;
  const rows = categories.map(({ key, orders, value }) => [
    key,
    orders.length,
    value,
    measure(orders, 'average_order'),
    value / total,
  ]);
  return html`<article class="card widget categories" data-test="widget-categories">
    ${widgetHeader(context, { widgetId: 'categories', title, head: names, rows }, false)}
    <div class="scroll">
      <table data-test="categories">
        <thead>
          <tr>
            ${names.map((name, at) => html`<th class=${at > 0 ? 'figure' : ''}>${formats.word(name)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${categories.map(
            ({ key, orders, value }) =>
              html`<tr>
                <td>${key}</td>
                <td class="figure">${formats.count(orders.length)}</td>
                <td class="figure">${formats.money(value)}</td>
                <td class="figure">${formats.money(measure(orders, 'average_order'))}</td>
                <td class="figure share">
                  <i style="--share: ${value / total}"></i><b>${formats.percent(value / total)}</b>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </article>`;
}

function widgetHeader(
  { page }: ViewContext,
  table: Table & { widgetId: string },
  picture: boolean,
): TemplateResult {
  const savePicture = (event: Event): void => {
    const canvas = (event.currentTarget as HTMLElement).closest('.widget')?.querySelector('canvas');
    if (canvas) downloadPicture(page, canvas, table.title, table.widgetId);
  };
  return html`<header>
    <h2>${table.title}</h2>
    ${
      page.allowsExport
        ? html`<div class="exports">
            <button class="ghost" data-test="export-csv" @click=${() => downloadTable(page, table)}>
              ${icon('download')}CSV
            </button>
            ${picture ? html`<button class="ghost" data-test="export-png" @click=${savePicture}>PNG</button>` : nothing}
          </div>`
        : nothing
    }
  </header>`;
}
