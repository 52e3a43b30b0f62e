/** Cheap, and can spend nothing. Which addresses a tenant answers most cheaply is not known. */
const CHEAP_PATH = '/robots.txt';

/** Milliseconds that a session has to be there first: a connection that is near needs no help, and a frame costs as much. */
const HEAD_START = 20;

const connected = new Set<string>();

/**
 * Opens the connection to a tenant while its session is being fetched: once a page, by one cheap request, in a frame that
 * nobody sees. `<link rel="preconnect">` opens one that Chromium does not use for a frame of another site; Chromium,
 * Firefox and WebKit all use this one (`docs/performance.md`). A loopback tenant needs none.
 *
 * `box`: where the element's frames go, and this one, under a root of its own, until it has loaded.
 */
export function preconnect(box: HTMLElement | DocumentFragment, { protocol, origin }: URL): void {
  if (protocol === 'http:' || connected.has(origin)) return;
  connected.add(origin);
  setTimeout(() => {
    if (!box.isConnected || box.querySelector('iframe')) return;
    const hidden = document.createElement('div');
    const frame = document.createElement('iframe');
    hidden.hidden = true;
    frame.setAttribute('sandbox', '');
    frame.src = origin + CHEAP_PATH;
    frame.onload = (): void => {
      hidden.remove();
    };
    hidden.attachShadow({ mode: 'closed' }).append(frame);
    box.append(hidden);
  }, HEAD_START);
}
