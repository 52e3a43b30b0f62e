import type { EmbedLocale } from '../page/locales.js';

export const fr: EmbedLocale = {
  locale: 'fr',
  loading: 'Chargement…',
  error: 'Impossible de charger ce contenu.',
  denied: 'Vous n’avez pas accès à ce contenu ou votre session a pris fin.',
  retry: 'Réessayer',
};
