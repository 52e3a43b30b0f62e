import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { decoded } from '../../address.js';
import { SUGGESTIONS } from '../../data/answers.js';
import { ask } from '../conversation.js';
import type { ViewContext } from '../view-context.js';
import { viewerView } from './viewer.js';

/** Renders the analytics chat. Each chat has its own page, `/{chatId}`. */
export function chatView(context: ViewContext): TemplateResult {
  const { page, state, place, claims, formats } = context;
  if (claims.settings.allowAi === false)
    return html`<p data-test="ai-off">AI is turned off for this session.</p>`;
  const chatId = decoded(place.page.slice(1)) || 'new';
  if (chatId !== 'new' && !Object.hasOwn(state.chats, chatId))
    return html`<p data-test="nothing-here">There is no chat ${chatId}.</p>`;
  const messages = state.chats[chatId] ?? [];
  return html`<div data-test="chat" data-chat=${chatId}>
    <header>
      <h1>${formats.word('Ask about your data')}</h1>
      <p>${viewerView(context)}</p>
    </header>
    ${historyView(context)}
    <div data-test="messages" aria-live="polite">
      ${messages.map(
        ({ from, text, pending = false }) =>
          html`<p class="card message" data-test="message" data-from=${from} data-pending=${pending}>
            ${text}
          </p>`,
      )}
    </div>
    ${page.hides('showChatInput') ? nothing : questionView(context, chatId, messages.length === 0)}
  </div>`;
}

function historyView({ page, state, place, formats }: ViewContext): TemplateResult {
  const chats = Object.entries(state.chats).filter(([, messages]) => messages.length > 0);
  const open = (id: string) => () => page.navigate(`${place.root}/${encodeURIComponent(id)}`);
  return html`${
    page.hides('showNewChat')
      ? nothing
      : html`<button data-test="new-chat" @click=${() => page.newChat()}>${formats.word('New chat')}</button>`
  }
  ${
    page.hides('showChatHistory')
      ? nothing
      : html`<nav aria-label="History" data-test="history">
          ${chats.map(
            ([id, [first]]) => html`<button data-test="past-chat" @click=${open(id)}>${first?.text}</button>`,
          )}
        </nav>`
  }`;
}

function questionView({ page, formats }: ViewContext, chatId: string, suggests: boolean): TemplateResult {
  // Not a form: a host may sandbox the frame without `allow-forms`.
  const send = ({ currentTarget }: Event): void => {
    const box = (currentTarget as HTMLElement).parentElement?.querySelector('textarea');
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
  return html`<p>
    ${
      suggests
        ? SUGGESTIONS.map(
            (text) =>
              html`<button data-test="suggestion" @click=${() => ask(page, chatId, text)}>${text}</button>`,
          )
        : nothing
    }
    <textarea
      rows="2"
      data-test="question"
      aria-label=${formats.word('Ask about your data')}
      @keydown=${sendOnEnter}
    ></textarea>
    <button data-test="send" @click=${send}>Send</button>
  </p>`;
}
