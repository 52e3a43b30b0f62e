import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { applyFilters } from '../../../testkit/tenant/embed/filters.js';
import { DIMENSIONS, groupBy, measure } from '../../../testkit/tenant/data/stats.js';
import { workbookById } from '../../../testkit/tenant/embed/workbooks.js';
import { icon } from './icons.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';

/** Renders a workbook: its fields and the result. Each dimension is a page of its own: `/workbook/{id}/{dimension}`. */
export function workbookView(context: ViewContext): TemplateResult {
  const { page, state, place, formats } = context;
  const [, , id = '', asked] = place.page.split('/');
  const workbook = workbookById(id);
  const dimension = DIMENSIONS.find((candidate) => candidate === asked) ?? workbook.dimension;
  const groups = groupBy(applyFilters(state.orders, state.filters), dimension, 'revenue');
  return html`<div class="workbook" data-test="workbook">
    <header class="header">
      ${
        page.hides('showWorkbookBackButton')
          ? nothing
          : html`<button
              class="quiet square"
              data-test="workbook-back"
              aria-label=${formats.word('Back')}
              @click=${() => page.navigate(`${place.root}/workbooks`)}
            >
              ${icon('back')}
            </button>`
      }
      <div class="heading">
        <h1 data-test="title">${workbook.title}</h1>
        <p class="muted">${workbook.about}</p>
      </div>
    </header>
    <div class="query">
      <aside class="card fields">
        <h2>Dimension</h2>
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
        <h2>Measures</h2>
        <p>orders.count</p>
        <p>orders.revenue</p>
        <p>orders.average_order</p>
      </aside>
      <section class="card scroll">
        <table data-test="result">
          <thead>
            <tr>
              <th>orders.${dimension}</th>
              <th class="figure">count</th>
              <th class="figure">revenue</th>
              <th class="figure">average_order</th>
            </tr>
          </thead>
          <tbody>
            ${groups.map(
              ({ key, orders, value }) =>
                html`<tr>
                  <td>${key}</td>
                  <td class="figure">${formats.count(orders.length)}</td>
                  <td class="figure">${formats.money(value)}</td>
                  <td class="figure">${formats.money(measure(orders, 'average_order'))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    </div>
  </div>`;
}
