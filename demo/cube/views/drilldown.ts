import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Drilldown } from '../../../testkit/tenant/embed/state.js';
import { icon } from './icons.js';
import { ordersTable } from './orders-table.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';

const ORDERS_SHOWN = 25;

/** Renders the orders behind a value that the viewer clicked. */
export function drilldownView(context: ViewContext, { member, value, orders }: Drilldown): TemplateResult {
  const close = (): void => context.page.store.update({ drilldown: null });
  return html`<div class="veil" @click=${close}></div>
    <aside class="drawer" aria-label=${value} data-test="drilldown">
      <header>
        <div>
          <p class="muted">${member}</p>
          <h2>${value}</h2>
        </div>
        <button class="quiet square" aria-label="Close" data-test="close-drilldown" @click=${close}>
          ${icon('close')}
        </button>
      </header>
      ${ordersTable(context, orders.slice(-ORDERS_SHOWN).reverse())}
    </aside>`;
}
