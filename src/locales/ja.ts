import type { EmbedLocale } from '../page/locales.js';

export const ja: EmbedLocale = {
  locale: 'ja',
  loading: '読み込み中…',
  error: 'コンテンツを読み込めませんでした。',
  denied: 'このコンテンツへのアクセス権がないか、すでにサインアウトしています。',
  retry: '再試行',
};
