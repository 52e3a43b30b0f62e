import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Order } from '../../../testkit/tenant/data/orders.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';

/** Renders orders as a table, in the given order. Times are in the viewer's time zone. */
export function ordersTable({ formats }: ViewContext, orders: readonly Order[]): TemplateResult {
  return html`<div class="scroll">
    <table data-test="orders">
      <thead>
        <tr>
          <th>#</th>
          ${['Created', 'City', 'Category', 'Status'].map((name) => html`<th>${formats.word(name)}</th>`)}
          <th class="figure">${formats.word('Amount')}</th>
        </tr>
      </thead>
      <tbody>
        ${orders.map(
          ({ id, createdAt, city, category, status, amount }) =>
            html`<tr data-test="order">
              <td class="muted">${id}</td>
              <td data-test="created">${formats.dateTime(createdAt)}</td>
              <td data-test="city">${city}</td>
              <td>${category}</td>
              <td><span class="status" data-status=${status}>${status}</span></td>
              <td class="figure">${formats.money(amount)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
