/** Cheap, and can spend nothing. Which addresses a tenant answers most cheaply is not known. */
const CHEAP_PATH = '/robots.txt';

const connected = new Set<string>();

/**
 * Opens the connection to a tenant while its session is being fetched: once a page, by one cheap request, in a frame that
 * nobody sees. `<link rel="preconnect">` opens one that Chromium does not use for a frame of another site; Chromium,
 * Firefox and WebKit all use this one (`docs/performance.md`). A loopback tenant needs none.
 *
 * `box`: where the frame goes, under a root of its own, until it has loaded.
 */
export function preconnect(box: ParentNode, { protocol, origin }: URL): void {
  if (protocol === 'http:' || connected.has(origin)) return;
  connected.add(origin);
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
}
