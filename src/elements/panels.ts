import type { EmbedDefaults, EmbedStrings } from '../page/defaults.js';
import type { CubeEmbedError } from '../session/errors.js';

const STRINGS: EmbedStrings = {
  loading: 'Loading…',
  error: 'This content could not be loaded.',
  denied: 'You have no access to this content, or you have signed out.',
  retry: 'Try again',
};

/** Shown while the embed loads. */
export function loadingPanel(document: Document, strings: EmbedDefaults['strings']): HTMLElement {
  return panel(document, 'loading', 'status', [document.createElement('i'), text('loading', strings)]);
}

/** Shown when the embed has failed; with a button, unless only the page's author can fix it. */
export function errorPanel(
  document: Document,
  { code }: CubeEmbedError,
  strings: EmbedDefaults['strings'],
  onRetry: () => void,
): HTMLElement {
  const content: (Node | string)[] = [text(code === 'session-denied' ? 'denied' : 'error', strings)];
  if (code !== 'invalid-config') {
    const button = document.createElement('button');
    button.setAttribute('part', 'retry');
    button.textContent = text('retry', strings);
    button.onclick = onRetry;
    content.push(button);
  }
  return panel(document, 'error', 'alert', content);
}

/** The page's text, or the built-in one where the page has none. */
const text = (name: keyof EmbedStrings, strings: EmbedDefaults['strings']): string =>
  strings?.[name] ?? STRINGS[name];

/** The page can give its own content, in the slot of the panel's name. */
function panel(document: Document, name: string, role: string, content: (Node | string)[]): HTMLElement {
  const box = document.createElement('div');
  const slot = document.createElement('slot');
  box.setAttribute('part', name);
  box.setAttribute('role', role);
  slot.name = name;
  slot.append(...content);
  box.append(slot);
  return box;
}
