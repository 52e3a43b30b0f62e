import { pageGlobal } from '../shared/page-global.js';
import type { EmbedStrings } from './defaults.js';

/** The texts of the loading and error panels in one language. */
export interface EmbedLocale extends Readonly<EmbedStrings> {
  /** A BCP-47 tag, e.g. `de` or `pt-BR`. */
  readonly locale: string;
}

interface Shared {
  /** The languages that the page uses, by their tags in lower case; unset while `cube-embed/locales` is not used. */
  used?: Map<string, EmbedLocale>;
  choose?: (element: Element, locale: string | undefined) => EmbedLocale;
}

/** What `cube-embed/locales` adds to the page. The elements do not import it, so that pages without it do not load it. */
export const locales = pageGlobal<Shared>('locales', {});

export const en: EmbedLocale = {
  locale: 'en',
  loading: 'Loading…',
  error: 'This content could not be loaded.',
  denied: 'You have no access to this content, or you have signed out.',
  retry: 'Try again',
};

/** The language of an element's panels. `locale`: the element's own, or the page's default. */
export function localeOf(element: Element, locale: string | undefined): EmbedLocale {
  return locales.choose?.(element, locale) ?? en;
}
