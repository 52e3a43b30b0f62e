import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { createFormats } from '../../../testkit/tenant/embed/locale.js';
import type { Formats } from '../../../testkit/tenant/embed/locale.js';
import type { EmbedPage } from '../../../testkit/tenant/embed/page.js';
import type { PageState } from '../../../testkit/tenant/embed/state.js';
import { appView } from './app.js';
import { chatView } from './chat.js';
import { dashboardView } from './dashboard.js';
import { icon } from './icons.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';

/** Renders the whole page. If the session has ended, a message covers the content, which keeps its state. */
export function rootView(page: EmbedPage, state: PageState): TemplateResult {
  const formats = createFormats(state.locale, state.timezone);
  const covered = state.phase === 'expired' || state.phase === 'failed';
  return html`
    <main
      class="page"
      data-test="page"
      data-phase=${state.phase}
      data-surface=${page.address.surface}
      data-path=${state.path}
      data-locale=${state.locale}
      data-timezone=${state.timezone}
      ?inert=${covered}
    >
      ${contentView(page, state, formats)}
    </main>
    ${state.phase === 'expired' ? expiredView(formats) : nothing}
    ${state.phase === 'failed' ? failedView(state.failure) : nothing}
    ${page.config.developerMenu ? developerMenu(page) : nothing}
    ${state.notice ? noticeView(page, state.notice) : nothing}
  `;
}

function contentView(page: EmbedPage, state: PageState, formats: Formats): TemplateResult | typeof nothing {
  const { claims, phase, refreshedAt } = state;
  const { place } = page;
  if (claims && refreshedAt > 0)
    return place ? surfaceView({ page, state, place, claims, formats }) : outsideView(page, state.path);
  return phase === 'loading' ? loadingView() : nothing;
}

function surfaceView(context: ViewContext): TemplateResult {
  switch (context.page.address.surface) {
    case 'dashboard':
      return dashboardView(context);
    case 'chat':
      return chatView(context);
    case 'app':
      return appView(context);
  }
}

/** Renders the page for a path outside the embed, which in Cube shows nothing without a login. */
function outsideView({ address }: EmbedPage, path: string): TemplateResult {
  return html`<p class="center muted" data-test="nothing-here">
    ${path} is outside this embed. Paths are whole paths of the tenant, e.g. ${address.root}.
  </p>`;
}

function loadingView(): TemplateResult {
  return html`<div class="center" role="status" aria-label="Loading" data-test="loading">
    <i class="spinner"></i>
  </div>`;
}

function expiredView(formats: Formats): TemplateResult {
  return html`<section class="cover" role="alert" data-test="expired">
    <div class="cover-card">
      <span class="cover-mark">${icon('lock')}</span>
      <h1>${formats.word('Session expired')}</h1>
      <p>Please reload the page to continue.</p>
    </div>
  </section>`;
}

function failedView(failure: string): TemplateResult {
  return html`<section class="cover" role="alert" data-test="failed">
    <div class="cover-card">
      <span class="cover-mark">${icon('alert')}</span>
      <h1>Something went wrong</h1>
      <p>${failure}</p>
    </div>
  </section>`;
}

function noticeView(page: EmbedPage, notice: string): TemplateResult {
  return html`<div class="notice" role="status" data-test="notice">
    <span>${notice}</span>
    <button class="ghost" aria-label="Close" @click=${() => page.notify('')}>${icon('close')}</button>
  </div>`;
}

function developerMenu(page: EmbedPage): TemplateResult {
  return html`<details class="developer" data-test="developer-menu">
    <summary aria-label="Developer menu">${icon('bug')}</summary>
    <div class="menu">
      <button data-test="send-error" @click=${() => page.fail('A widget could not be rendered.', false)}>
        Send an error
      </button>
      <button data-test="send-fatal-error" @click=${() => page.fail('The dashboard crashed.', true)}>
        Send a fatal error
      </button>
    </div>
  </details>`;
}
