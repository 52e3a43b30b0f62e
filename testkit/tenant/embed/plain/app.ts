import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { DIMENSIONS, groupBy, measure } from '../../data/stats.js';
import { applyFilters } from '../filters.js';
import type { ViewContext } from '../view-context.js';
import { WORKBOOKS, workbookById } from '../workbooks.js';
import { dashboardView } from './dashboard.js';
import { viewerView } from './viewer.js';

/** Renders Creator Mode. Its pages are `/`, `/dashboard/{id}`, `/workbooks` and `/workbook/{id}`. */
export function appView(context: ViewContext): TemplateResult {
  const { page, place, claims, formats } = context;
  return html`<div data-test="app">
    <nav aria-label="Workspace">
      <b data-test="tenant">${claims.embedTenant}</b> ${viewerView(context)}
      <button data-test="nav-dashboards" @click=${() => page.navigate(place.root)}>
        ${formats.word('Dashboards')}
      </button>
      <button data-test="nav-workbooks" @click=${() => page.navigate(`${place.root}/workbooks`)}>
        ${formats.word('Workbooks')}
      </button>
    </nav>
    ${stageView(context)}
  </div>`;
}

function stageView(context: ViewContext): TemplateResult {
  const { page, state, place, formats } = context;
  const list = (
    name: string,
    test: string,
    items: readonly { id: string; title: string }[],
  ): TemplateResult =>
    html`<section data-test="${test}s">
      <h1 data-test="title">${formats.word(name)}</h1>
      ${items.map(
        ({ id, title }) =>
          html`<button
            data-test="open-${test}"
            data-id=${id}
            @click=${() => page.navigate(`${place.root}/${test}/${id}`)}
          >
            ${formats.word(title)}
          </button>`,
      )}
    </section>`;
  if (place.page === '/') return list('Dashboards', 'dashboard', state.dashboards);
  if (place.page === '/workbooks') return list('Workbooks', 'workbook', WORKBOOKS);
  return place.page.startsWith('/workbook/') ? workbookView(context) : dashboardView(context);
}

/** Renders a workbook: its fields and the result. Each dimension is a page of its own: `/workbook/{id}/{dimension}`. */
function workbookView({ page, state, place, formats }: ViewContext): TemplateResult {
  const [, , id = '', asked] = place.page.split('/');
  const workbook = workbookById(id);
  const dimension = DIMENSIONS.find((candidate) => candidate === asked) ?? workbook.dimension;
  const groups = groupBy(applyFilters(state.orders, state.filters), dimension, 'revenue');
  return html`<div data-test="workbook">
    ${
      page.hides('showWorkbookBackButton')
        ? nothing
        : html`<button data-test="workbook-back" @click=${() => page.navigate(`${place.root}/workbooks`)}>
            ${formats.word('Back')}
          </button>`
    }
    <h1 data-test="title">${workbook.title}</h1>
    ${DIMENSIONS.map(
      (name) =>
        html`<button
          data-test="dimension"
          data-name=${name}
          aria-pressed=${name === dimension}
          @click=${() => page.navigate(`${place.root}/workbook/${workbook.id}/${name}`)}
        >
          orders.${name}
        </button>`,
    )}
    <table data-test="result">
      ${groups.map(
        ({ key, orders, value }) =>
          html`<tr>
            <td>${key}</td>
            <td>${formats.money(value)}</td>
            <td>${formats.count(measure(orders, 'count'))}</td>
          </tr>`,
      )}
    </table>
  </div>`;
}
