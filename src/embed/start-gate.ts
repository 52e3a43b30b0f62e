import { isPrerendering } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { inNextTask } from '../page/task.js';

/** How far from the viewport a lazy element begins to load. */
const NEAR = '300px';
/** Milliseconds from when its properties are taken as set, and from the page's `load`, before a missing setting is an error. */
const PATIENCE = 2_000;

/**
 * When an element may begin. In the page's own markup: at once. Connected after the page's `load`: one task later, so that
 * properties set meanwhile by a framework belong to the first configuration. Not while the page is prerendered: its session
 * would expire unused. With `loading="lazy"`: when it comes near the viewport.
 */
export interface Beginning {
  /** Whether the properties are taken as set: what is in the page's own markup, or one task after the connection. */
  readonly bound: boolean;
  connect(view: Window): void;
  disconnect(): void;
  /** Whether to begin now. If not, `again` is called when the answer may have changed. */
  mayBegin(lazy: boolean): boolean;
  /** Whether to keep waiting for a missing setting. If so, `again` is called when the wait is over. */
  isPatient(): boolean;
}

export function createBeginning(element: Element, again: () => void): Beginning {
  let view: Window | undefined;
  let bound = false;
  let near = false;
  let observer: IntersectionObserver | undefined;
  /** When a missing setting becomes an error; `undefined` before the page has loaded. */
  let end: number | undefined;

  const isLoaded = (): boolean => view?.document.readyState === 'complete';

  /** Returns `false` when the window has no IntersectionObserver. */
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
    get bound() {
      return bound;
    },
    connect(window) {
      view = window;
      near = false;
      end = undefined;
      bound = !isLoaded();
      if (bound) return;
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
      if (view && isPrerendering(view)) return false;
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
