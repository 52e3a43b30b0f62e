import { createElement } from '../shared/create-element.js';
import type { EmbedDefaults, EmbedStrings } from '../page/defaults.js';
import type { CubeEmbedError } from '../shared/errors.js';
import type { EmbedStatus } from '../session/world.js';

const STRINGS: EmbedStrings = {
  loading: 'Loading…',
  error: 'This content could not be loaded.',
  denied: 'You have no access to this content, or you have signed out.',
  retry: 'Try again',
};

/** Shown to the viewer while no embed is visible. */
export interface Panel {
  name: 'loading' | 'error';
  text: string;
  /** Text of the retry button; no button where only the developer of the page can fix the error. */
  retry?: string | undefined;
}

/** The panel for a status; `undefined` while the embed is shown, or nothing yet. */
export function panelOf(
  { status, error }: { status: EmbedStatus; error: CubeEmbedError | null },
  strings: EmbedDefaults['strings'],
): Panel | undefined {
  const text = (name: keyof EmbedStrings): string => strings?.[name] ?? STRINGS[name];
  if (status === 'loading') return { name: 'loading', text: text('loading') };
  if (!error) return undefined;
  return {
    name: 'error',
    text: text(error.code === 'session-denied' ? 'denied' : 'error'),
    retry: error.code === 'invalid-config' ? undefined : text('retry'),
  };
}

/** The page can replace the content with the slot of that name. */
export function createPanel(
  document: Document,
  { name, text, retry }: Panel,
  onRetry: () => void,
): HTMLElement {
  const isLoading = name === 'loading';
  const slot = createElement(document, 'slot', { name }, text);
  if (isLoading) slot.prepend(createElement(document, 'i'));
  if (retry !== undefined) {
    const button = createElement(document, 'button', { part: 'retry' }, retry);
    button.onclick = onRetry;
    slot.append(button);
  }
  return createElement(document, 'div', { part: name, role: isLoading ? 'status' : 'alert' }, slot);
}
