import type { News } from '../server/news.js';

/** Calls back with what the server tells; the connection is given back while the page lies in the back/forward cache. */
export function watchNews(tell: (news: News) => void): void {
  const stream = new EventSource('/news');
  stream.addEventListener('message', ({ data }) => tell(JSON.parse(String(data)) as News));
  window.addEventListener('pagehide', () => stream.close(), { once: true });
  window.addEventListener('pageshow', ({ persisted }) => persisted && watchNews(tell), { once: true });
}
