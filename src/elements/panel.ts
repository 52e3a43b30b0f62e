import { createElement } from '../shared/create-element.js';
import type { EmbedStrings } from '../page/defaults.js';
import { defaults } from '../page/defaults.js';
import { localeOf } from '../page/locales.js';
import type { CubeEmbedError } from '../shared/errors.js';
import type { EmbedStatus } from '../session/world.js';

/** Shown to the viewer while no embed is visible. */
interface Panel {
  name: 'loading' | 'error';
  text: string;
  /** The language of the texts; `undefined` where the page has set some of them. */
  lang?: string | undefined;
  /** Text of the retry button; no button where only the developer of the page can fix the error. */
  retry?: string | undefined;
}

/** What a panel depends on. */
interface PanelOwner extends Element {
  readonly status: EmbedStatus;
  readonly error: CubeEmbedError | null;
  readonly locale: string | undefined;
}

/** The panel of one element. */
export class PanelView {
  #shown: string | undefined;
  #panel: HTMLElement | undefined;

  /** Brings the panel in line with the element. `onRetry`: the viewer has clicked its button. */
  update(element: PanelOwner, root: ParentNode, onRetry: () => void): void {
    const panel = panelOf(element);
    // Screen readers announce a panel each time it is inserted: not when the page changes a text that is not shown.
    const shown = JSON.stringify({ ...panel, lang: undefined });
    if (shown === this.#shown) {
      setLanguage(this.#panel, panel?.lang);
      return;
    }
    this.#shown = shown;
    const before = this.#panel;
    this.#panel = panel && createPanel(element.ownerDocument, panel, onRetry);
    setLanguage(this.#panel, panel?.lang);
    // Before the frames, and so beneath them: content above an iframe needs a compositing layer of its own.
    if (this.#panel) root.prepend(this.#panel);
    // Last: where it takes the focus away, a listener may call back.
    before?.remove();
  }
}

function setLanguage(panel: HTMLElement | undefined, lang: string | undefined): void {
  if (lang) panel?.setAttribute('lang', lang);
  else panel?.removeAttribute('lang');
}

/** The panel for the status of an element; `undefined` while the embed is shown, or nothing yet. */
function panelOf(element: PanelOwner): Panel | undefined {
  const { status, error } = element;
  const { strings, locale } = defaults();
  const language = localeOf(element, element.locale ?? locale);
  const text = (name: keyof EmbedStrings): string => strings?.[name] ?? language[name];
  const lang = strings ? undefined : language.locale;
  if (status === 'loading') return { name: 'loading', lang, text: text('loading') };
  if (!error) return undefined;
  return {
    name: 'error',
    lang,
    text: text(error.code === 'session-denied' ? 'denied' : 'error'),
    retry: error.code === 'invalid-config' ? undefined : text('retry'),
  };
}

/** The page can replace the content with the slot of that name. */
function createPanel(document: Document, { name, text, retry }: Panel, onRetry: () => void): HTMLElement {
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
