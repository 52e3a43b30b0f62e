import type { EmbedLocale } from '../page/locales.js';

export const pt_BR: EmbedLocale = {
  locale: 'pt-BR',
  loading: 'Carregando…',
  error: 'Não foi possível carregar este conteúdo.',
  denied: 'Você não tem acesso a este conteúdo ou saiu da sua conta.',
  retry: 'Tentar novamente',
};

export const pt_PT: EmbedLocale = {
  locale: 'pt-PT',
  loading: 'A carregar…',
  error: 'Não foi possível carregar este conteúdo.',
  denied: 'Não tem acesso a este conteúdo ou terminou a sessão.',
  retry: 'Tentar novamente',
};
