import type { EmbedLocale } from '../page/locales.js';

export const nb: EmbedLocale = {
  locale: 'nb',
  loading: 'Laster inn\u00a0…',
  error: 'Kunne ikke laste inn innholdet.',
  denied: 'Du har ikke tilgang til dette innholdet, eller du er logget ut.',
  retry: 'Prøv på nytt',
};
