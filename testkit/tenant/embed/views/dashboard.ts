import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { applyFilters, isApplicable, withFilter } from '../filters.js';
import type { Filter } from '../filters.js';
import type { Order } from '../../data/orders.js';
import { dashboardById } from '../dashboards.js';
import { downloadTable } from '../files.js';
import { drilldownView } from './drilldown.js';
import { icon } from './icons.js';
import { kpiRow } from './kpis.js';
import { ordersTable, ordersAsTable } from './orders-table.js';
import type { ViewContext } from './view-context.js';
import { overviewWidgets } from './widgets.js';

const ORDERS_SHOWN = 40;
const TABS: readonly { name: string; suffix: string; test: string }[] = [
  { name: 'Overview', suffix: '', test: 'tab-overview' },
  { name: 'Orders', suffix: '/orders', test: 'tab-orders' },
];

/** A dashboard by itself; its path is `/dashboard/{id}` or, inside the app, `/dashboards/{id}`, each with `/orders`. */
export function dashboardView(context: ViewContext): TemplateResult {
  const { state } = context;
  const [, base = '', id = '', tab = ''] = /^(\/[^/]+\/([^/]+))(\/orders)?$/.exec(state.path) ?? [];
  if (!base)
    return html`<p class="center muted" data-test="nothing-here">There is nothing at ${state.path}.</p>`;
  const dashboard = dashboardById(decodeURIComponent(id));
  const orders = applyFilters(state.orders, state.filters).filter((order) => dashboard.includes(order));
  return html`<div class="dashboard" data-test="dashboard">
    ${context.page.hides('showDashboardHeader') ? nothing : headerView(context, dashboard.title, orders, base)}
    <div class="controls">
      <nav class="tabs" aria-label="Pages">
        ${TABS.map(
          ({ name, suffix, test }) =>
            html`<button
              data-test=${test}
              aria-current=${suffix === tab ? 'page' : 'false'}
              @click=${() => context.page.navigate(base + suffix)}
            >
              ${context.formats.word(name)}
            </button>`,
        )}
      </nav>
      <div class="chips">${state.filters.map((filter) => chipView(context, filter))}</div>
    </div>
    ${kpiRow(context, orders)}
    ${
      tab
        ? html`<section class="card">${ordersTable(context, orders.slice(-ORDERS_SHOWN).reverse())}</section>`
        : overviewWidgets(context, orders)
    }
    ${state.drilldown ? drilldownView(context, state.drilldown) : nothing}
  </div>`;
}

function headerView(context: ViewContext, title: string, orders: Order[], base: string): TemplateResult {
  const { page, state, formats } = context;
  const inApp = page.address.surface === 'app';
  const button = (name: string, symbol: string, test: string, act: () => void): TemplateResult =>
    html`<button class="quiet" data-test=${test} @click=${act}>
      ${icon(symbol)}<span>${formats.word(name)}</span>
    </button>`;
  return html`<header class="header" data-test="dashboard-header">
    ${
      page.hides('showDashboardBackButton')
        ? nothing
        : html`<button
            class="quiet square"
            data-test="back"
            aria-label=${formats.word('Back')}
            @click=${() => page.navigate(inApp ? '/dashboards' : base)}
          >
            ${icon('back')}
          </button>`
    }
    <div class="heading">
      ${page.hides('showDashboardTitle') ? nothing : html`<h1 data-test="title">${formats.word(title)}</h1>`}
      <p class="muted">
        ${viewerView(context)}
        <span data-test="refreshed">${formats.word('Refreshed')} ${formats.time(state.refreshedAt)}</span>
        <span data-test="refreshes" class="count" title="How often the data was loaded anew"
          >${state.refreshes}</span
        >
      </p>
    </div>
    <div class="buttons">
      <button class="quiet square" data-test="refresh" aria-label="Refresh" @click=${() => page.refresh()}>
        ${icon('refresh')}
      </button>
      ${
        page.hides('showDashboardEditButton')
          ? nothing
          : button('Edit', 'edit', 'edit', () =>
              inApp ? page.navigate('/workbooks/1') : page.notify('The emulated tenant has no editor.'),
            )
      }
      ${
        page.hides('showDashboardDuplicateButton')
          ? nothing
          : button('Duplicate', 'copy', 'duplicate', () => page.notify(`“${title}” was duplicated.`))
      }
      ${
        page.grants('allowExport') && !page.hides('showDashboardExportMenu')
          ? button('Export', 'download', 'export-dashboard', () =>
              downloadTable(page, { title, ...ordersAsTable(orders) }),
            )
          : nothing
      }
    </div>
  </header>`;
}

/** Who is signed in, and which attributes narrow what they see. */
function viewerView({ claims }: ViewContext): TemplateResult {
  const rules = claims.userAttributes.map(({ name, value }) => `${name}: ${String(value)}`);
  return html`<span data-test="viewer">${claims.userProfile.displayName ?? claims.sub}</span>
    ${rules.map((rule) => html`<span class="tag" data-test="attribute">${icon('lock')}${rule}</span>`)}`;
}

function chipView({ page, state }: ViewContext, filter: Filter): TemplateResult {
  const sign = filter.type === 'equals' ? '' : ` ${filter.type}`;
  const remove = (): void =>
    page.store.update({ filters: withFilter(state.filters, { ...filter, values: [] }) });
  return html`<span class="chip" data-test="filter" data-applied=${isApplicable(filter)}>
    <b>${filter.member}</b>${sign} ${filter.values.join(', ')}
    <button aria-label="Remove this filter" data-test="remove-filter" @click=${remove}>
      ${icon('close')}
    </button>
  </span>`;
}
