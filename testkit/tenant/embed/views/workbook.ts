import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { applyFilters } from '../filters.js';
import { DIMENSIONS, groupBy, measure } from '../../data/stats.js';
import type { Dimension } from '../../data/stats.js';
import { icon } from './icons.js';
import type { ViewContext } from './view-context.js';

interface Workbook {
  id: string;
  title: string;
  about: string;
  dimension: Dimension;
}

const CITIES: Workbook = {
  id: '1',
  title: 'Where our customers are',
  about: 'Orders and revenue by city',
  dimension: 'city',
};

/** The workbooks that the app lists. Each is one query of the orders. */
export const WORKBOOKS: readonly Workbook[] = [
  CITIES,
  { id: '2', title: 'What they buy', about: 'Orders and revenue by category', dimension: 'category' },
];

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

/** Returns the workbook with this id. An unknown id opens the first one's query, as a viewer's own workbook. */
function workbookById(id: string): Workbook {
  return WORKBOOKS.find((workbook) => workbook.id === id) ?? { ...CITIES, id, title: `Workbook ${id}` };
}
