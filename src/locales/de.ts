import type { EmbedLocale } from '../page/locales.js';

export const de: EmbedLocale = {
  locale: 'de',
  loading: 'Wird geladen\u00a0…',
  error: 'Dieser Inhalt konnte nicht geladen werden.',
  denied: 'Sie haben keinen Zugriff auf diesen Inhalt oder sind nicht mehr angemeldet.',
  retry: 'Erneut versuchen',
};
