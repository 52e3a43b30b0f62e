import type { EmbedLocale } from '../page/locales.js';

export const vi: EmbedLocale = {
  locale: 'vi',
  loading: 'Đang tải…',
  error: 'Không thể tải nội dung này.',
  denied: 'Bạn không có quyền truy cập nội dung này hoặc đã đăng xuất.',
  retry: 'Thử lại',
};
