import { Listeners, perWindow } from './listeners.js';

const ON_WINDOW = ['online', 'offline', 'pageshow', 'pagehide', 'load'];
const ON_NAVIGATION = ['navigate'];
const ON_DOCUMENT = ['visibilitychange', 'resume', 'prerenderingchange', 'securitypolicyviolation'];

interface Activity {
  listeners: Listeners<[Event]>;
  online: boolean;
}

const activityOf = perWindow((view) => {
  const changed = (event: Event & { persisted?: boolean }): void => {
    const { type } = event;
    if (type === 'online' || type === 'offline') activity.online = type === 'online';
    // A page that comes back from a freeze or the back/forward cache may have missed `online`.
    if (type === 'pageshow' || type === 'resume') activity.online ||= view.navigator.onLine;
    // Not at the first `pageshow`: the viewer has not returned.
    if (type !== 'pageshow' || event.persisted) activity.listeners.tell(event);
  };
  const activity: Activity = {
    online: true,
    listeners: new Listeners((on) => {
      const toggle = on ? 'addEventListener' : 'removeEventListener';
      for (const type of ON_DOCUMENT) view.document[toggle](type, changed);
      for (const type of ON_WINDOW) view[toggle](type, changed);
      // Older engines have no such interface.
      for (const type of ON_NAVIGATION) (view.navigation as Navigation | undefined)?.[toggle](type, changed);
      // `online` events were missed while there were no listeners.
      activity.online ||= view.navigator.onLine;
    }),
  };
  return activity;
});

/** Whether the viewer can see the window. */
export function isVisible(view: Window): boolean {
  return view.document.visibilityState !== 'hidden';
}

/** Whether the page is being prerendered; it may never be shown. */
export function isPrerendering({ document }: Window): boolean {
  // An element of the page may be called that.
  return (document as { prerendering?: unknown }).prerendering === true;
}

/** `true` until an `offline` event: `navigator.onLine` says only whether there is some network. */
export function isOnline(view: Window): boolean {
  return activityOf(view).online;
}

/**
 * Calls `listener` when the window is seen or hidden, goes online or offline, returns from a freeze or the back/forward
 * cache, has loaded, is shown after prerendering, navigates, or goes (`pagehide`), and when the page breaks its own policy.
 * Returns how to stop listening.
 */
export function watchActivity(view: Window, listener: (event: Event) => void): () => void {
  return activityOf(view).listeners.add(listener);
}
