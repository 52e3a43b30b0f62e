import type { EmbedStrings } from '../page/defaults.js';
import type { CubeEmbedError } from '../session/errors.js';

const STRINGS: EmbedStrings = {
  loading: 'Loading…',
  error: 'This content could not be loaded.',
  denied: 'You have no access to this content, or you have signed out.',
  retry: 'Try again',
};

/** Shown while the embed loads. */
export function loadingPanel(strings: Partial<EmbedStrings> | undefined): HTMLElement {
  const { loading } = { ...STRINGS, ...strings };
  return panel('loading', 'status', [document.createElement('i'), loading]);
}

/** Shown when the embed has failed; with a button, unless only the page's author can mend it. */
export function errorPanel(
  { code }: CubeEmbedError,
  strings: Partial<EmbedStrings> | undefined,
  onRetry: () => void,
): HTMLElement {
  const { error, denied, retry } = { ...STRINGS, ...strings };
  const content: (Node | string)[] = [code === 'session-denied' ? denied : error];
  if (code !== 'invalid-config') {
    const button = document.createElement('button');
    button.part.add('retry');
    button.textContent = retry;
    button.onclick = onRetry;
    content.push(button);
  }
  return panel('error', 'alert', content);
}

/** The page's own content for it comes by the slot of its name. */
function panel(name: string, role: string, content: (Node | string)[]): HTMLElement {
  const box = document.createElement('div');
  const slot = document.createElement('slot');
  box.part.add(name);
  box.role = role;
  slot.name = name;
  slot.append(...content);
  box.append(slot);
  return box;
}
