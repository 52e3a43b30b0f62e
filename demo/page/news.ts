import type { News } from '../server/news.js';

/**
 * Calls back with what the server tells; the connection is given back while the page lies in the back/forward cache.
 * Settles when nothing can be missed any more.
 */
export function watchNews(tell: (news: News) => void): Promise<void> {
  const stream = new EventSource('/news');
  stream.addEventListener('message', ({ data }) => tell(JSON.parse(String(data)) as News));
  window.addEventListener('pagehide', () => stream.close(), { once: true });
  window.addEventListener('pageshow', ({ persisted }) => void (persisted && watchNews(tell)), { once: true });
  return new Promise((resolve) => {
    for (const type of ['open', 'error']) stream.addEventListener(type, () => resolve(), { once: true });
  });
}
