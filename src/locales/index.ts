/** The texts of the panels in Cube's twelve languages. */
export type { EmbedLocale } from '../page/locales.js';
export { en } from '../page/locales.js';
export { de } from './de.js';
export { es, es_MX } from './es.js';
export { fr } from './fr.js';
export { it } from './it.js';
export { ja } from './ja.js';
export { nb } from './nb.js';
export { pt_BR, pt_PT } from './pt.js';
export { sv } from './sv.js';
export { vi } from './vi.js';
export { useLocales } from './use-locales.js';
