import { isPrerendering } from '../page/activity.js';
import { now, setAlarm } from '../page/alarm.js';
import { inNextTask } from '../page/task.js';
import { watchSight } from './sight.js';

/** Milliseconds from when its properties are taken as set, and from the page's `load`, before a missing setting is an error. */
const SETTING_TIMEOUT = 2_000;

/**
 * When an embed may begin. In the page's own markup: at once. Connected after the page's `load`: one task later, so that
 * properties set meanwhile by a framework belong to the first configuration. Not while the page is prerendered: its session
 * would expire unused. With `loading="lazy"`: when it comes near the viewport and has no `visibility: hidden`.
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
  let stopWatching: (() => void) | undefined;
  /** When a missing setting becomes an error; `undefined` before the page has loaded. */
  let end: number | undefined;

  // An element of the page may be called `readyState`.
  const isLoaded = (): boolean =>
    !['loading', 'interactive'].includes(view?.document.readyState ?? 'loading');

  /** Returns `false` when the window has no IntersectionObserver. */
  function watches(): boolean {
    if (element && view)
      stopWatching ??= watchSight(element, view, () => {
        near = true;
        again();
      });
    return !!stopWatching;
  }

  function unwatch(): void {
    stopWatching?.();
    stopWatching = undefined;
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
      unwatch();
      setAlarm(again, Infinity);
    },
    mayBegin(lazy) {
      if (view && isPrerendering(view)) return false;
      if (lazy && !near && watches()) return false;
      unwatch();
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
