import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Order } from '../../data/orders.js';
import { groupBy, measure, timeline } from '../../data/stats.js';
import type { Group, Measure } from '../../data/stats.js';
import { dashboardAt } from '../places.js';
import type { DashboardPlace } from '../places.js';
import { figure } from '../figures.js';
import { downloadTable, ordersAsTable } from '../files.js';
import { applyFilters } from '../filters.js';
import { shownMembers } from '../members.js';
import type { ViewContext } from '../view-context.js';
import { controlsView } from './controls.js';
import { viewerView } from './viewer.js';
import { NAMES, widgetView } from './widget.js';

const ORDERS_SHOWN = 40;

/** Renders a dashboard, on its own or inside the app. Its second tab is the page `/orders`. */
export function dashboardView(context: ViewContext): TemplateResult {
  const { page, state, place, formats } = context;
  const shown = dashboardAt(place);
  const { dashboard } = page;
  if (!shown || !dashboard) return html`<p data-test="nothing-here">There is nothing at ${state.path}.</p>`;
  const orders = applyFilters(state.orders, state.filters);
  const tab = (name: DashboardPlace['tab'], title: string, path: string): TemplateResult =>
    html`<button
      data-test="tab-${name}"
      aria-current=${name === shown.tab ? 'page' : 'false'}
      @click=${() => page.navigate(path)}
    >
      ${formats.word(title)}
    </button>`;
  return html`<div data-test="dashboard">
    ${page.hides('showDashboardHeader') ? nothing : headerView(context, shown, dashboard.title, orders)}
    <nav aria-label="Pages">
      ${tab('overview', 'Overview', shown.base)} ${tab('orders', 'Orders', `${shown.base}/orders`)}
    </nav>
    ${controlsView(context, dashboard)} ${figuresView(context, orders)}
    ${shown.tab === 'orders' ? ordersView(context, newest(orders)) : overview(context, orders)}
    ${place.surface === 'dashboard' ? linksView(context, shown) : nothing} ${drilldownView(context)}
  </div>`;
}

function headerView(
  context: ViewContext,
  { base }: DashboardPlace,
  title: string,
  orders: Order[],
): TemplateResult {
  const { page, state, place, formats } = context;
  const inApp = place.surface === 'app';
  const button = (name: string, test: string, act: () => void): TemplateResult =>
    html`<button data-test=${test} @click=${act}>${formats.word(name)}</button>`;
  const unlessHidden = (parameter: string, view: TemplateResult): TemplateResult | typeof nothing =>
    page.hides(parameter) ? nothing : view;
  const edit = (): void => {
    if (inApp) page.navigate(`${place.root}/workbook/1`);
    else page.notify('The emulated tenant has no editor.');
  };
  return html`<header data-test="dashboard-header">
    ${unlessHidden(
      'showDashboardBackButton',
      button('Back', 'back', () => page.navigate(inApp ? place.root : base)),
    )}
    ${unlessHidden('showDashboardTitle', html`<h1 data-test="title">${formats.word(title)}</h1>`)}
    <p>
      ${viewerView(context)}
      <span data-test="refreshed">${formats.word('Refreshed')} ${formats.time(state.refreshedAt)}</span>
      (<span data-test="refreshes">${state.refreshes}</span>)
    </p>
    ${button('Refresh', 'refresh', () => void page.refresh())}
    ${unlessHidden('showDashboardEditButton', button('Edit', 'edit', edit))}
    ${unlessHidden(
      'showDashboardDuplicateButton',
      button('Duplicate', 'duplicate', () => page.notify(`“${title}” was duplicated.`)),
    )}
    ${
      page.allowsExport
        ? unlessHidden(
            'showDashboardExportMenu',
            button('Export', 'export-dashboard', () =>
              downloadTable(page, { title, ...ordersAsTable(orders) }),
            ),
          )
        : nothing
    }
  </header>`;
}

function figuresView({ formats }: ViewContext, orders: Order[]): TemplateResult {
  const measures: Measure[] = ['revenue', 'count', 'average_order', 'return_rate'];
  return html`<section class="figures">
    ${measures.map(
      (name) =>
        html`<p class="card" data-test="kpi-${name}">
          ${formats.word(NAMES[name])}
          <b data-test="value">${figure(formats, name)(measure(orders, name))}</b>
        </p>`,
    )}
  </section>`;
}

function overview(context: ViewContext, orders: Order[]): TemplateResult {
  const { page, state, formats } = context;
  const {
    measure: shown,
    dimension: bars,
    granularity,
  } = shownMembers(page.dashboard?.controls ?? null, state.controls);
  const periods = timeline(orders, granularity, shown).map((group): Group<string> => ({
    ...group,
    key: formats.period(group.key, granularity),
  }));
  return html`<section class="widgets">
    ${widgetView(context, 'over-time', [shown, granularity], 'orders.created_at', shown, periods)}
    ${widgetView(context, 'by-dimension', [shown, bars], `orders.${bars}`, shown, groupBy(orders, bars, shown))}
    ${widgetView(context, 'by-status', ['count', 'status'], 'orders.status', 'count', groupBy(orders, 'status', 'count'))}
    ${widgetView(context, 'categories', ['revenue', 'category'], 'orders.category', 'revenue', groupBy(orders, 'category', 'revenue'))}
  </section>`;
}

function ordersView({ formats }: ViewContext, orders: Order[]): TemplateResult {
  return html`<div class="scroll">
    <table data-test="orders">
      <tr>
        <th>#</th>
        ${['Created', 'City', 'Category', 'Status', 'Amount'].map((name) => html`<th>${formats.word(name)}</th>`)}
      </tr>
      ${orders.map(
        ({ id, createdAt, city, category, status, amount }) =>
          html`<tr data-test="order">
            <td>${id}</td>
            <td data-test="created">${formats.dateTime(createdAt)}</td>
            <td data-test="city">${city}</td>
            <td>${category}</td>
            <td>${status}</td>
            <td>${formats.money(amount)}</td>
          </tr>`,
      )}
    </table>
  </div>`;
}

/** Renders links to the other dashboards: a dashboard embed can navigate to another one. */
function linksView({ page, state, place, formats }: ViewContext, { id }: DashboardPlace): TemplateResult {
  const folder = place.root.slice(0, place.root.lastIndexOf('/'));
  return html`<nav aria-label="Dashboards">
    ${state.dashboards
      .filter((other) => other.id !== id)
      .map(
        (other) =>
          html`<button
            data-test="dashboard-link"
            data-id=${other.id}
            @click=${() => page.navigate(`${folder}/${other.id}`)}
          >
            ${formats.word(other.title)}
          </button>`,
      )}
  </nav>`;
}

/** Renders the orders behind a value that the viewer clicked. */
function drilldownView(context: ViewContext): TemplateResult | typeof nothing {
  const { drilldown } = context.state;
  if (!drilldown) return nothing;
  const close = (): void => context.page.store.update({ drilldown: null });
  return html`<aside class="card" aria-label=${drilldown.value} data-test="drilldown">
    <h2>${drilldown.value}</h2>
    <button data-test="close-drilldown" @click=${close}>Close</button>
    ${ordersView(context, newest(drilldown.orders))}
  </aside>`;
}

function newest(orders: readonly Order[]): Order[] {
  return orders.slice(-ORDERS_SHOWN).reverse();
}
