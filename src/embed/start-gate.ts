import { isPrerendering } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { inNextTask } from '../page/task.js';

/** How far from the viewport a lazy element begins to load. */
const NEAR = '300px';
/** Milliseconds from when its properties are taken as set, and from the page's `load`, before a missing setting is an error. */
const SETTING_TIMEOUT = 2_000;

/**
 * When an embed may begin. In the page's own markup: at once. Connected after the page's `load`: one task later, so that
 * properties set meanwhile by a framework belong to the first configuration. Not while the page is prerendered: its session
 * would expire unused. With `loading="lazy"`: when it comes near the viewport.
 */
export interface StartGate {
  /** Whether the properties count: those in the page's own markup do at once, others one task after the connection. */
  readonly propertiesSettled: boolean;
  connect(element: Element, view: Window): void;
  disconnect(): void;
  /** Whether to begin now. If not, `again` is called when the answer may have changed. */
  mayBegin(lazy: boolean): boolean;
  /** Whether to keep waiting for a missing setting. If so, `again` is called when the wait is over. */
  waitsForSetting(): boolean;
}

export function createStartGate(again: () => void): StartGate {
  let element: Element | undefined;
  let view: Window | undefined;
  let propertiesSettled = false;
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
    if (element) observer.observe(element);
    return true;
  }

  function stopWatching(): void {
    observer?.disconnect();
    observer = undefined;
  }

  return {
    get propertiesSettled() {
      return propertiesSettled;
    },
    connect(connected, window) {
      element = connected;
      view = window;
      near = false;
      end = undefined;
      propertiesSettled = !isLoaded();
      if (propertiesSettled) return;
      inNextTask(() => {
        if (view !== window) return;
        propertiesSettled = true;
        again();
      });
    },
    disconnect() {
      element = view = undefined;
      stopWatching();
      setAlarm(again, Infinity);
    },
    mayBegin(lazy) {
      if (view && isPrerendering(view)) return false;
      if (lazy && !near && watchViewport()) return false;
      stopWatching();
      return true;
    },
    waitsForSetting() {
      if (!isLoaded()) return true;
      end ??= now() + SETTING_TIMEOUT;
      const waits = now() < end;
      setAlarm(again, waits ? end : Infinity);
      return waits;
    },
  };
}
