import { configure } from '../page/defaults.js';
import type { EmbedLocale } from '../page/locales.js';
import { en, locales as page } from '../page/locales.js';

/**
 * Adds languages for the panels of every element of the page, live ones included. An element takes the language of its `locale`,
 * else of the nearest `lang`, else English. A tag without a language of its own takes the first one that was added for the same
 * language: `pt` takes `pt-BR` if that was added before `pt-PT`. Adding a tag again replaces its texts.
 */
export function useLocales(...locales: readonly EmbedLocale[]): void {
  page.used ??= new Map([[en.locale, en]]);
  for (const locale of locales) page.used.set(locale.locale.toLowerCase(), locale);
  page.choose = choose;
  update();
}

/** Makes every element choose again. */
const update = (): void => {
  configure({});
};

function choose(element: Element, locale: string | undefined): EmbedLocale {
  return find(locale) ?? find(languageAt(element)) ?? en;
}

/** The language for a tag: of the tag itself, of the longest part of it, or the first of the same language. */
function find(tag: string | undefined): EmbedLocale | undefined {
  // Norway's pages are written in `nb` or `nn`, and many say `no`.
  const wanted = tag?.toLowerCase().replace(/^(no|nn)\b/, 'nb') ?? '';
  for (let range = wanted; range; range = range.replace(/-?[^-]*$/, '')) {
    const found = page.used?.get(range);
    if (found) return found;
  }
  const [language] = wanted.split('-');
  return [...(page.used ?? [])].find(([known]) => known.split('-')[0] === language)?.[1];
}

let observer: MutationObserver | undefined;

/** The nearest `lang`, across shadow roots. Follows its changes. */
function languageAt(element: Element): string | undefined {
  const root = element.getRootNode();
  observer ??= new MutationObserver(update);
  observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
  const tag = element.closest('[lang]')?.getAttribute('lang');
  return tag ?? (root instanceof ShadowRoot ? languageAt(root.host) : undefined);
}
