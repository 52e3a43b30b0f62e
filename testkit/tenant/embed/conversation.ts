import { CredentialError } from './credential.js';
import type { EmbedPage } from './page.js';
import type { ChatMessage } from './state.js';

/** Sends a question to the chat with this id, streams the answer into the page, and posts `ai-query` for each step. */
export async function ask(page: EmbedPage, chatId: string, query: string): Promise<void> {
  const { store } = page;
  const before = store.state.chats[chatId] ?? [];
  const show = (...lines: ChatMessage[]): void =>
    store.update({
      chats: { ...store.state.chats, [chatId]: [...before, { from: 'viewer', text: query }, ...lines] },
    });
  const tell = (status: 'submitted' | 'completed' | 'error'): void =>
    page.post('ai-query', { query, status, chatId });

  show({ from: 'cube', text: '', pending: true });
  tell('submitted');
  let text = '';
  try {
    const { deploymentId } = page.address;
    const response = await page.session.call(
      `/api/v1/embed/chat${deploymentId === null ? '' : `?deployment=${deploymentId}`}`,
      // A chat gets its id when the viewer begins one.
      { question: query, locale: store.state.locale, ...(chatId === 'new' ? {} : { chatId }) },
    );
    for await (const piece of pieces(response)) {
      text += piece;
      show({ from: 'cube', text, pending: true });
    }
    show({ from: 'cube', text });
    tell('completed');
  } catch (error) {
    if (!(error instanceof CredentialError || error instanceof TypeError)) throw error;
    show({ from: 'cube', text: text || 'Sorry, I could not answer that.' });
    tell('error');
  }
}

/** Yields a response's text as it arrives. Uses a reader, because not every engine supports iterating over a stream. */
async function* pieces({ body }: Response): AsyncGenerator<string> {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
