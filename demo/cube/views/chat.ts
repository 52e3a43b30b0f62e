import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { decoded } from '../../../testkit/tenant/address.js';
import { SUGGESTIONS } from '../../../testkit/tenant/data/answers.js';
import { ask } from '../../../testkit/tenant/embed/conversation.js';
import type { ChatMessage } from '../../../testkit/tenant/embed/state.js';
import { icon } from './icons.js';
import type { ViewContext } from '../../../testkit/tenant/embed/view-context.js';

/** Renders the analytics chat. Each chat has its own page, `/{chatId}`. */
export function chatView(context: ViewContext): TemplateResult {
  const { page, state, place, claims, formats } = context;
  if (claims.settings.allowAi === false) {
    return html`<p class="center muted" data-test="ai-off">AI is turned off for this session.</p>`;
  }
  const chatId = decoded(place.page.slice(1)) || 'new';
  if (chatId !== 'new' && !Object.hasOwn(state.chats, chatId))
    return html`<p class="center muted" data-test="nothing-here">There is no chat ${chatId}.</p>`;
  const messages = state.chats[chatId] ?? [];
  return html`<div class="chat" data-test="chat" data-chat=${chatId}>
    ${page.hides('showChatHistory') && page.hides('showNewChat') ? nothing : sidebar(context, chatId)}
    <section class="conversation">
      <div class="messages" data-test="messages" aria-live="polite">
        ${
          messages.length > 0
            ? html`<div class="thread">${messages.map((message) => messageView(message))}</div>`
            : html`<div class="welcome">
                <span class="welcome-mark">${icon('spark')}</span>
                <h1>${formats.word('Ask about your data')}</h1>
                <p class="muted">
                  ${formats.count(state.orders.length)} ${formats.word('Orders')} ·
                  <span data-test="viewer">${claims.userProfile.displayName ?? claims.sub}</span>
                  ${claims.userAttributes.map(
                    ({ name, value }) =>
                      html`<span class="tag" data-test="attribute"
                        >${icon('lock')}${name}: ${String(value)}</span
                      >`,
                  )}
                </p>
                ${page.hides('showChatInput') ? nothing : suggestions(context, chatId)}
              </div>`
        }
      </div>
      ${page.hides('showChatInput') ? nothing : composer(context, chatId)}
    </section>
  </div>`;
}

function sidebar({ page, state, place, formats }: ViewContext, chatId: string): TemplateResult {
  const chats = Object.entries(state.chats).filter(([, messages]) => messages.length > 0);
  return html`<aside class="sidebar">
    ${
      page.hides('showNewChat')
        ? nothing
        : html`<button class="primary" data-test="new-chat" @click=${() => page.newChat()}>
            ${icon('plus')}${formats.word('New chat')}
          </button>`
    }
    ${
      page.hides('showChatHistory')
        ? nothing
        : html`${chats.length === 0 ? html`<p class="hint muted">Your questions will appear here.</p>` : nothing}
            <nav aria-label="History" data-test="history">
              ${repeat(
                chats,
                ([id]) => id,
                ([id, messages]) =>
                  html`<button
                    data-test="past-chat"
                    aria-current=${id === chatId ? 'page' : 'false'}
                    @click=${() => page.navigate(`${place.root}/${encodeURIComponent(id)}`)}
                  >
                    ${messages[0]?.text}
                  </button>`,
              )}
            </nav>`
    }
  </aside>`;
}

function suggestions({ page }: ViewContext, chatId: string): TemplateResult {
  return html`<div class="suggestions">
    ${SUGGESTIONS.map(
      (question) =>
        html`<button data-test="suggestion" @click=${() => ask(page, chatId, question)}>${question}</button>`,
    )}
  </div>`;
}

function composer({ page, formats }: ViewContext, chatId: string): TemplateResult {
  // Not a form: a host may sandbox the frame without `allow-forms`.
  const send = (event: Event): void => {
    const box = (event.currentTarget as HTMLElement).closest('.composer')?.querySelector('textarea');
    const question = box?.value.trim();
    if (!box || !question) return;
    box.value = '';
    void ask(page, chatId, question);
  };
  const sendOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(event);
  };
  return html`<div class="composer">
    <textarea
      rows="1"
      data-test="question"
      aria-label=${formats.word('Ask about your data')}
      placeholder="${formats.word('Ask about your data')}…"
      @keydown=${sendOnEnter}
    ></textarea>
    <button class="primary square" aria-label="Send" data-test="send" @click=${send}>${icon('send')}</button>
  </div>`;
}

function messageView({ from, text, pending = false }: ChatMessage): TemplateResult {
  return html`<article class="message" data-test="message" data-from=${from} data-pending=${pending}>
    ${from === 'cube' ? html`<span class="avatar">${icon('spark')}</span>` : nothing}
    <div class="bubble">
      ${text.split('\n').map((line) => lineView(line))}
      ${pending ? html`<i class="typing" aria-label="Answering"></i>` : nothing}
    </div>
  </article>`;
}

/** Renders a line of an answer: text, or `label TAB figure TAB share`. */
function lineView(line: string): TemplateResult {
  const [label, value, share] = line.split('\t');
  return value === undefined
    ? html`<p>${label}</p>`
    : html`<p class="row" style="--share: ${Number(share) || 0}"><span>${label}</span><b>${value}</b></p>`;
}
