// A classic script, put inline after an element's tag: loads the embed's page without a session into a hidden iframe that
// runs no script, as `preload()` does. `src/frame/preload.ts` says why it does so, and removes the iframe. Does nothing, in
// silence, where there is no such tag or its attributes make no address.
try {
  let tag = document.currentScript;
  // The other early start may stand in between.
  while (tag.localName == 'script') tag = tag.previousElementSibling;
  const get = (name) => tag.getAttribute(name);
  const skip =
    get('loading') == 'lazy' || tag.hasAttribute('credentialless') || navigator.connection?.saveData;
  const { origin, pathname, protocol } = new URL(get('base-url'));
  const holders = (window[Symbol.for('cube-embed.preloads')] ??= {});
  const surface = tag.localName.slice(11);
  const dashboard = get('dashboard-id');
  const isComplete = surface && (dashboard || surface != 'dashboard');
  if (isComplete && /^http/.test(protocol) && !skip && !holders[origin]) {
    const deployment = get('deployment-id');
    const id = encodeURIComponent;
    const frame = document.createElement('iframe');
    let hasLoaded = false;
    frame.onload = () => (hasLoaded = true);
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.referrerPolicy = 'strict-origin';
    frame.src =
      origin +
      pathname.replace(/\/+$/, '') +
      '/embed/' +
      (deployment ? `d/${id(deployment)}/` : '') +
      surface +
      (surface == 'dashboard' ? '/' + id(dashboard) : '');
    const holder = (holders[origin] = document.createElement('div'));
    holder.style.setProperty('display', 'none', 'important');
    const root = holder.attachShadow({ mode: 'closed' });
    root.append(frame);
    document.documentElement.append(holder);
    let isRead = false;
    document.addEventListener('DOMContentLoaded', () => (isRead = true));
    let left = 15;
    const timer = setInterval(() => {
      if (document.visibilityState != 'hidden') left -= 1;
      if (left > 0 && holder.isConnected) {
        if (document.readyState == 'complete') frame.isConnected || root.append(frame);
        else if (isRead && !hasLoaded) frame.remove();
        return;
      }
      clearInterval(timer);
      holder.remove();
    }, 1000);
  }
} catch {
  // The element says what is wrong.
}
