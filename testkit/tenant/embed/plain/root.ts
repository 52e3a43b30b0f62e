import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Surface } from '../../protocol.js';
import { createFormats } from '../locale.js';
import type { EmbedPage } from '../page.js';
import type { PageState } from '../state.js';
import type { ViewContext } from '../view-context.js';
import { appView } from './app.js';
import { chatView } from './chat.js';
import { dashboardView } from './dashboard.js';

/** Renders the whole page. If the session has ended, a message covers the content, which keeps its state. */
export function rootView(page: EmbedPage, state: PageState): TemplateResult {
  const covered = state.phase === 'expired' || state.phase === 'failed';
  return html`
    <main
      data-test="page"
      data-phase=${state.phase}
      data-surface=${page.address.surface}
      data-path=${state.path}
      data-locale=${state.locale}
      data-timezone=${state.timezone}
      ?inert=${covered}
    >
      ${contentView(page, state)}
    </main>
    ${covered ? coverView(state) : nothing} ${page.config.developerMenu ? developerMenu(page) : nothing}
    ${
      state.notice
        ? html`<p class="notice" role="status" data-test="notice">
            ${state.notice} <button @click=${() => page.notify('')}>Close</button>
          </p>`
        : nothing
    }
  `;
}

function contentView(page: EmbedPage, state: PageState): TemplateResult | typeof nothing {
  const { claims, phase, refreshedAt, path } = state;
  const { place } = page;
  if (!claims || refreshedAt === 0)
    return phase === 'loading' ? html`<p role="status" data-test="loading">Loading…</p>` : nothing;
  if (!place)
    return html`<p data-test="nothing-here">
      ${path} is outside this embed. Paths are whole paths of the tenant, e.g. ${page.address.root}.
    </p>`;
  const formats = createFormats(state.locale, state.timezone);
  return VIEWS[place.surface]({ page, state, place, claims, formats });
}

const VIEWS: Record<Surface, (context: ViewContext) => TemplateResult> = {
  dashboard: dashboardView,
  chat: chatView,
  app: appView,
};

function coverView({ phase, failure, locale, timezone }: PageState): TemplateResult {
  const expired = phase === 'expired';
  const title = expired ? createFormats(locale, timezone).word('Session expired') : 'Something went wrong';
  return html`<section class="cover" role="alert" data-test=${phase}>
    <h1>${title}</h1>
    <p>${expired ? 'Please reload the page to continue.' : failure}</p>
  </section>`;
}

function developerMenu(page: EmbedPage): TemplateResult {
  return html`<details class="developer" data-test="developer-menu">
    <summary>Developer menu</summary>
    <button data-test="send-error" @click=${() => page.fail('A widget could not be rendered.', false)}>
      Send an error
    </button>
    <button data-test="send-fatal-error" @click=${() => page.fail('The dashboard crashed.', true)}>
      Send a fatal error
    </button>
  </details>`;
}
