import type { EmbedLocale } from '../page/locales.js';

export const it: EmbedLocale = {
  locale: 'it',
  loading: 'Caricamento in corso…',
  error: 'Impossibile caricare questo contenuto.',
  denied: 'Non hai accesso a questo contenuto oppure la sessione è terminata.',
  retry: 'Riprova',
};
