/** For pages with a script tag: adds all languages. */
import { de, en, es, es_MX, fr, it, ja, nb, pt_BR, pt_PT, sv, useLocales, vi } from './index.js';

// In Cube's order: the first of a language stands for the language.
useLocales(en, de, es, es_MX, fr, it, ja, nb, pt_BR, pt_PT, sv, vi);
