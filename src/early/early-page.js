// A classic script, put inline after an element's tag: loads the embed's page without a session into a hidden iframe that
// runs no script, as `preload()` does. `src/frame/preload.ts` says why it does so, and removes the iframe.
{
  let tag = document.currentScript;
  // The other early start may stand in between.
  while (tag.localName == 'script') tag = tag.previousElementSibling;
  const get = (name) => tag.getAttribute(name);
  const skip =
    get('loading') == 'lazy' || tag.hasAttribute('credentialless') || navigator.connection?.saveData;
  if (get('base-url') && !skip) {
    const { origin, pathname } = new URL(get('base-url'));
    const holders = (window[Symbol.for('cube-embed.preloads')] ??= {});
    if (!holders[origin]) {
      const surface = tag.localName.slice(11);
      const deployment = get('deployment-id');
      const id = encodeURIComponent;
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-same-origin');
      frame.referrerPolicy = 'strict-origin';
      frame.src =
        origin +
        pathname.replace(/\/+$/, '') +
        '/embed/' +
        (deployment ? `d/${id(deployment)}/` : '') +
        surface +
        (surface == 'dashboard' ? '/' + id(get('dashboard-id')) : '');
      const holder = (holders[origin] = document.createElement('div'));
      holder.style.setProperty('display', 'none', 'important');
      holder.attachShadow({ mode: 'closed' }).append(frame);
      document.documentElement.append(holder);
      let left = 15;
      const timer = setInterval(() => {
        if (!document.hidden) left -= 1;
        if (left > 0 && holder.isConnected) return;
        clearInterval(timer);
        holder.remove();
      }, 1000);
    }
  }
}
