import type { EmbedLocale } from '../page/locales.js';

export const sv: EmbedLocale = {
  locale: 'sv',
  loading: 'Läser in\u00a0…',
  error: 'Det gick inte att läsa in innehållet.',
  denied: 'Du har inte åtkomst till det här innehållet, eller så har du loggat ut.',
  retry: 'Försök igen',
};
