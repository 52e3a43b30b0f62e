import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { applyFilters, isApplicable } from '../../../testkit/tenant/embed/filters.js';
import type { Filter } from '../../../testkit/tenant/embed/filters.js';
import type { Order } from '../../../testkit/tenant/data/orders.js';
import { dashboardAt } from '../../../testkit/tenant/embed/places.js';
import type { DashboardPlace } from '../../../testkit/tenant/embed/places.js';
import { downloadTable, ordersAsTable } from '../../../testkit/tenant/embed/files.js';
import { drilldownView } from './drilldown.js';
import { icon } from './icons.js';
import { kpiRow } from './kpis.js';
import { ordersTable } from './orders-table.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';
import { overviewWidgets } from './widgets.js';

const ORDERS_SHOWN = 40;
const TABS: readonly { name: string; tab: DashboardPlace['tab']; suffix: string }[] = [
  { name: 'Overview', tab: 'overview', suffix: '' },
  { name: 'Orders', tab: 'orders', suffix: '/orders' },
];

/** Renders a dashboard, on its own or inside the app. Its second tab is the page `/orders`. */
export function dashboardView(context: ViewContext): TemplateResult {
  const { state, place } = context;
  const shown = dashboardAt(place);
  const { dashboard } = context.page;
  if (!shown || !dashboard)
    return html`<p class="center muted" data-test="nothing-here">There is nothing at ${state.path}.</p>`;
  const { base } = shown;
  const orders = applyFilters(state.orders, state.filters);
  const chips = state.filters.filter(
    ({ member }) => dashboard.controls?.filters[member]?.visibility !== 'hidden',
  );
  return html`<div class="dashboard" data-test="dashboard">
    ${context.page.hides('showDashboardHeader') ? nothing : headerView(context, dashboard.title, orders, base)}
    <div class="controls">
      <nav class="tabs" aria-label="Pages">
        ${TABS.map(
          ({ name, tab, suffix }) =>
            html`<button
              data-test="tab-${tab}"
              aria-current=${tab === shown.tab ? 'page' : 'false'}
              @click=${() => context.page.navigate(base + suffix)}
            >
              ${context.formats.word(name)}
            </button>`,
        )}
      </nav>
      <div class="chips">${chips.map((filter) => chipView(context, filter))}</div>
    </div>
    ${kpiRow(context, orders)}
    ${
      shown.tab === 'orders'
        ? html`<section class="card">${ordersTable(context, orders.slice(-ORDERS_SHOWN).reverse())}</section>`
        : overviewWidgets(context, orders)
    }
    ${place.surface === 'dashboard' ? relatedDashboards(context, shown) : nothing}
    ${state.drilldown ? drilldownView(context, state.drilldown) : nothing}
  </div>`;
}

/** Renders links to the other dashboards: a dashboard embed can navigate to another one. */
function relatedDashboards(
  { page, state, place, formats }: ViewContext,
  { id }: DashboardPlace,
): TemplateResult {
  const folder = place.root.slice(0, place.root.lastIndexOf('/'));
  return html`<nav class="related muted" aria-label="Dashboards">
    ${state.dashboards
      .filter((other) => other.id !== id)
      .map(
        (other) =>
          html`<button
            class="quiet"
            data-test="dashboard-link"
            data-id=${other.id}
            @click=${() => page.navigate(`${folder}/${other.id}`)}
          >
            ${icon('board')}<span>${formats.word(other.title)}</span>
          </button>`,
      )}
  </nav>`;
}

function headerView(context: ViewContext, title: string, orders: Order[], base: string): TemplateResult {
  const { page, state, place, formats } = context;
  const inApp = place.surface === 'app';
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
            @click=${() => page.navigate(inApp ? place.root : base)}
          >
            ${icon('back')}
          </button>`
    }
    <div class="heading">
      ${page.hides('showDashboardTitle') ? nothing : html`<h1 data-test="title">${formats.word(title)}</h1>`}
      <p class="muted">
        ${viewerView(context)}
        <span data-test="refreshed">${formats.word('Refreshed')} ${formats.time(state.refreshedAt)}</span>
        <span data-test="refreshes" class="count" title="Number of refreshes">${state.refreshes}</span>
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
              inApp
                ? page.navigate(`${place.root}/workbook/1`)
                : page.notify('The emulated tenant has no editor.'),
            )
      }
      ${
        page.hides('showDashboardDuplicateButton')
          ? nothing
          : button('Duplicate', 'copy', 'duplicate', () => page.notify(`“${title}” was duplicated.`))
      }
      ${
        page.allowsExport && !page.hides('showDashboardExportMenu')
          ? button('Export', 'download', 'export-dashboard', () =>
              downloadTable(page, { title, ...ordersAsTable(orders) }),
            )
          : nothing
      }
    </div>
  </header>`;
}

/** Renders the viewer's name, and the attributes that restrict what they see. */
function viewerView({ claims }: ViewContext): TemplateResult {
  const rules = claims.userAttributes.map(({ name, value }) => `${name}: ${String(value)}`);
  return html`<span data-test="viewer">${claims.userProfile.displayName ?? claims.sub}</span>
    ${rules.map((rule) => html`<span class="tag" data-test="attribute">${icon('lock')}${rule}</span>`)}`;
}

function chipView({ page }: ViewContext, filter: Filter): TemplateResult {
  const sign = filter.type === 'equals' ? '' : ` ${filter.type}`;
  const remove = (): void => page.pick(`f_${filter.member}`, null);
  return html`<span class="chip" data-test="filter" data-applied=${isApplicable(filter)}>
    <b>${filter.member}</b>${sign} ${filter.values.join(', ')}
    <button aria-label="Remove this filter" data-test="remove-filter" @click=${remove}>
      ${icon('close')}
    </button>
  </span>`;
}
