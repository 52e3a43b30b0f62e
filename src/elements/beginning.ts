import { isPrerendering } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { inNextTask } from '../page/task.js';

/** How far from the viewport a lazy element begins to load. */
const NEAR = '300px';
/** Milliseconds that what is missing is awaited in silence, from connection and from the page's `load`. */
const PATIENCE = 2_000;

/**
 * When an element may begin. In the page's own markup: at once. Connected after the page's `load`: one task later, so that
 * what a framework binds in between counts as the first configuration. Not while the page is prerendered, for a session
 * minted then goes stale. Lazy: not before it is near the viewport.
 */
export interface Beginning {
  connect(view: Window): void;
  disconnect(): void;
  /** Whether to begin now; otherwise `again` is called when that may have changed. */
  mayBegin(lazy: boolean): boolean;
  /** Whether what is missing may still come; if so, `again` is called when that time is over. */
  isPatient(): boolean;
}

export function createBeginning(element: Element, again: () => void): Beginning {
  let view: Window | undefined;
  let bound = false;
  let near = false;
  let observer: IntersectionObserver | undefined;
  /** When what is missing is told; `undefined` before the page has loaded. */
  let end: number | undefined;

  const isLoaded = (): boolean => view?.document.readyState === 'complete';

  /** Returns whether the element's own window can tell. */
  function watchViewport(): boolean {
    if (observer) return true;
    const { IntersectionObserver } = view as Window & {
      IntersectionObserver?: typeof globalThis.IntersectionObserver;
    };
    if (!IntersectionObserver) return false;
    observer = new IntersectionObserver(
      (entries) => {
        near ||= entries.some((entry) => entry.isIntersecting);
        if (near) again();
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return true;
  }

  function stopWatching(): void {
    observer?.disconnect();
    observer = undefined;
  }

  return {
    connect(window) {
      view = window;
      near = false;
      end = undefined;
      bound = !isLoaded();
      if (bound) return;
      end = now() + PATIENCE;
      inNextTask(() => {
        if (view !== window) return;
        bound = true;
        again();
      });
    },
    disconnect() {
      view = undefined;
      stopWatching();
      setAlarm(again, Infinity);
    },
    mayBegin(lazy) {
      if (!bound || (view && isPrerendering(view))) return false;
      if (lazy && !near && watchViewport()) return false;
      stopWatching();
      return true;
    },
    isPatient() {
      if (!isLoaded()) return true;
      end ??= now() + PATIENCE;
      const patient = now() < end;
      setAlarm(again, patient ? end : Infinity);
      return patient;
    },
  };
}
