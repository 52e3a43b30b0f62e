/**
 * Counts the listeners in the page, on the window and the document, for the events that the elements listen to. Runs before
 * the page's own scripts.
 */
export function countListeners() {
  const WATCHED = ['message', 'visibilitychange', 'online', 'offline', 'pageshow', 'resume', 'focus', 'load'];
  const kept = new Set();
  const keyOf = (target, type, listener) => {
    listener.__id ??= Math.random();
    return [target === document ? 'document' : 'window', type, listener.__id].join(' ');
  };
  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (type, listener, options) {
      if (WATCHED.includes(type) && listener) {
        const key = keyOf(target, type, listener);
        kept.add(key);
        options?.signal?.addEventListener('abort', () => kept.delete(key));
      }
      return addEventListener.call(target, type, listener, options);
    };
    target.removeEventListener = function (type, listener, options) {
      if (WATCHED.includes(type) && listener) kept.delete(keyOf(target, type, listener));
      return removeEventListener.call(target, type, listener, options);
    };
  }
  window.keptListeners = () => kept.size;
}
