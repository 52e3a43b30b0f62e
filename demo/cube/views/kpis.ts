import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Order } from '../../../testkit/tenant/data/orders.js';
import { measure, timeline } from '../../../testkit/tenant/data/stats.js';
import type { Measure } from '../../../testkit/tenant/data/stats.js';
import type { Formats } from '../../../testkit/tenant/embed/locale.js';
import { figure } from '../../../testkit/tenant/embed/figures.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';

const KPIS: readonly { measure: Measure; name: string }[] = [
  { measure: 'revenue', name: 'Revenue' },
  { measure: 'count', name: 'Orders' },
  { measure: 'average_order', name: 'Average order' },
  { measure: 'return_rate', name: 'Return rate' },
];
/** Renders the key figures, each with its change since the previous quarter. */
export function kpiRow({ formats }: ViewContext, orders: Order[]): TemplateResult {
  return html`<section class="kpis">
    ${KPIS.map(({ measure: name, name: title }) => {
      const [before, last] = timeline(orders, 'quarter', name).slice(-2);
      const change = before && last && before.value > 0 ? last.value / before.value - 1 : 0;
      return html`<article class="card kpi" data-test="kpi-${name}">
        <h2>${formats.word(title)}</h2>
        <p class="value" data-test="value">${figure(formats, name)(measure(orders, name))}</p>
        ${changeView(formats, change, name === 'return_rate')}
      </article>`;
    })}
  </section>`;
}

function changeView(formats: Formats, change: number, lessIsBetter: boolean): TemplateResult {
  const direction = change === 0 ? 'none' : change < 0 === lessIsBetter ? 'good' : 'bad';
  const arrow = change === 0 ? '' : change < 0 ? '▼ ' : '▲ ';
  return html`<p class="change" data-direction=${direction}>
    ${arrow}${formats.percent(Math.abs(change))}
    <span class="muted">${formats.word('vs. last quarter')}</span>
  </p>`;
}
