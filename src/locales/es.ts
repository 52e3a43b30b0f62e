import type { EmbedLocale } from '../page/locales.js';

export const es: EmbedLocale = {
  locale: 'es',
  loading: 'Cargando…',
  error: 'No se ha podido cargar este contenido.',
  denied: 'No tienes acceso a este contenido o has cerrado sesión.',
  retry: 'Volver a intentarlo',
};

export const es_MX: EmbedLocale = {
  locale: 'es-MX',
  loading: 'Cargando…',
  error: 'No se pudo cargar este contenido.',
  denied: 'No tienes acceso a este contenido o cerraste sesión.',
  retry: 'Intentar de nuevo',
};
