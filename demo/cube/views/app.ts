import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { applyFilters } from '../../../testkit/tenant/embed/filters.js';
import { measure, timeline } from '../../../testkit/tenant/data/stats.js';
import { effectiveFilters } from '../../../testkit/tenant/embed/controls.js';
import { WORKBOOKS } from '../../../testkit/tenant/embed/workbooks.js';
import { dashboardView } from './dashboard.js';
import { icon } from './icons.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';
import { workbookView } from './workbook.js';

const SECTIONS: readonly { path: string; name: string; symbol: string; test: string }[] = [
  { path: '', name: 'Dashboards', symbol: 'board', test: 'nav-dashboards' },
  { path: '/workbooks', name: 'Workbooks', symbol: 'book', test: 'nav-workbooks' },
];

/** Renders Creator Mode. Its pages are `/`, `/dashboard/{id}`, `/workbooks` and `/workbook/{id}`. */
export function appView(context: ViewContext): TemplateResult {
  const { page, place, claims, formats } = context;
  return html`<div class="app" data-test="app">
    <aside class="rail">
      <p class="brand">${icon('spark')}<span data-test="tenant">${nameOf(claims.embedTenant ?? '')}</span></p>
      <nav aria-label="Workspace">
        ${SECTIONS.map(
          ({ path, name, symbol, test }) =>
            html`<button
              data-test=${test}
              aria-current=${place.page.startsWith('/workbook') === (path !== '') ? 'page' : 'false'}
              @click=${() => page.navigate(place.root + path)}
            >
              ${icon(symbol)}<span>${formats.word(name)}</span>
            </button>`,
        )}
      </nav>
      <p class="muted viewer" data-test="viewer">${claims.userProfile.displayName ?? claims.sub}</p>
    </aside>
    <div class="stage">${stageView(context)}</div>
  </div>`;
}

/** A tenant's name as its viewers would read it: `fernway-coffee` becomes `fernway coffee`. */
const nameOf = (slug: string): string => slug.replaceAll('-', ' ');

function stageView(context: ViewContext): TemplateResult {
  const { page } = context.place;
  if (page === '/') return dashboardList(context);
  if (page === '/workbooks') return workbookList(context);
  if (page.startsWith('/workbook/')) return workbookView(context);
  return dashboardView(context);
}

/** What the gallery says about the demo's dashboards. */
const ABOUT: Record<string, string> = {
  sales: 'Revenue and orders of the whole shop',
  coffee: 'How our main category performs',
  returns: 'Which orders are returned, and from where',
};

function dashboardList({ page, state, place, claims, formats }: ViewContext): TemplateResult {
  const { userAttributes } = claims;
  return html`<header class="header"><h1 data-test="title">${formats.word('Dashboards')}</h1></header>
    <section class="gallery" data-test="dashboards">
      ${state.dashboards.map((dashboard) => {
        const unset = { parameters: {}, cleared: [] };
        const filters = effectiveFilters(dashboard.controls, unset, userAttributes);
        const included = applyFilters(state.orders, filters);
        return html`<button
          class="card"
          data-test="open-dashboard"
          data-id=${dashboard.id}
          @click=${() => page.navigate(`${place.root}/dashboard/${dashboard.id}`)}
        >
          ${sparkline(timeline(included, 'month', 'revenue').map(({ value }) => value))}
          <h2>${formats.word(dashboard.title)}</h2>
          <p class="muted">${ABOUT[dashboard.id]}</p>
          <p>
            <b>${formats.shortMoney(measure(included, 'revenue'))}</b>
            <span class="muted">${formats.word('Revenue')}</span>
          </p>
        </button>`;
      })}
    </section>`;
}

function workbookList({ page, place, formats }: ViewContext): TemplateResult {
  return html`<header class="header"><h1 data-test="title">${formats.word('Workbooks')}</h1></header>
    <section class="card list" data-test="workbooks">
      ${WORKBOOKS.map(
        ({ id, title, about }) =>
          html`<button
            data-test="open-workbook"
            data-id=${id}
            @click=${() => page.navigate(`${place.root}/workbook/${id}`)}
          >
            ${icon('book')}<span><b>${title}</b><br /><span class="muted">${about}</span></span>
          </button>`,
      )}
    </section>`;
}

/** Renders a line from the first value to the last, 100 wide and 32 high. */
function sparkline(values: number[]): TemplateResult | typeof nothing {
  if (values.length < 2) return nothing;
  const top = Math.max(...values);
  const points = values
    .map((value, at) => `${(at / (values.length - 1)) * 100},${32 - (value / top) * 28}`)
    .join(' ');
  return html`<svg class="sparkline" viewBox="0 0 100 34" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<polygon points="0,34 ${points} 100,34" /><polyline points=${points} />`}
  </svg>`;
}
