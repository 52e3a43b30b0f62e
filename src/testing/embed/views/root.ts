import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { applyFilters } from '../filters.js';
import type { EmbedPage } from '../page.js';
import type { PageState } from '../state.js';

export function rootView(page: EmbedPage, state: PageState): TemplateResult {
  const orders = applyFilters(state.orders, state.filters);
  return html`<main data-test="page" data-phase=${state.phase} data-surface=${page.address.surface}>
    ${state.phase === 'expired' ? html`<p data-test="expired">Session expired</p>` : ''}
    ${state.phase === 'failed' ? html`<p data-test="failed">${state.failure}</p>` : ''}
    <p data-test="viewer">${state.claims?.sub}</p>
    <p data-test="order-count">${orders.length}</p>
    <p data-test="path">${state.path}</p>
    ${page.address.surface === 'chat' ? html`<textarea data-test="question"></textarea>` : ''}
  </main>`;
}
