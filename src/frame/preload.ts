import { pageGlobal } from '../shared/page-global.js';
import { outsideZones } from '../shared/outside-zones.js';
import { createElement } from '../shared/create-element.js';
import { savesData } from '../shared/saves-data.js';
import type { EmbedTarget } from './embed-url.js';
import { embedPage } from './embed-url.js';

/** Milliseconds. The iframe of a session that arrives sooner would load the page at the same time. */
const HEAD_START = 20;
/** Seconds for which the page must be visible before a preload that no embed has followed is given up. */
const LIFETIME = 15;

/**
 * By the tenant's origin: what holds its hidden iframe, or `null` where only a connection was opened or the iframe is
 * gone. `cube-embed.early-page.js` shares it.
 */
const holders = pageGlobal<Record<string, HTMLElement | null>>('preloads', {});

/** As strict with the referrer as the elements' own iframes are by default. */
function createFrame(document: Document, src: string, sandbox: string): HTMLIFrameElement {
  return createElement(document, 'iframe', { sandbox, referrerpolicy: 'strict-origin', src });
}

/**
 * Opens the connection that the embed's iframe will use, and sends no request.
 *
 * Chromium keeps the connections of cross-site iframes apart from the page's, and so `<link rel="preconnect">` opens one
 * that the iframe does not use. It keeps the one that it began for the iframe removed here. Firefox and WebKit close that
 * one, but use the link's. Only Chromium has `credentialless`.
 */
function connect(box: Node, document: Document, page: string): void {
  const frame = createFrame(document, page, '');
  box.appendChild(frame);
  frame.remove();
  if ('credentialless' in frame) return;
  const link = createElement(document, 'link', { rel: 'preconnect', href: page });
  document.head.append(link);
  link.remove();
}

/** What ends a preload of this copy of the library, by what holds its iframe. */
const ends = new WeakMap<HTMLElement, () => void>();

/**
 * Loads a page of the tenant into a hidden iframe that runs no script, so that the page's assets are in the cache for the
 * embed's iframe. Does nothing while there is such an iframe for that tenant, or where the browser is to save data.
 *
 * The iframe stays after its own `load`: scripts may still be on their way then, and would be aborted. A tenant that does not
 * answer must not hold up the host page's `load`, which waits for every iframe: the iframe then goes, and comes back afterwards.
 *
 * `parent`: where the iframe goes, under a root of its own. `page`: see `embedPage`. `signal`: removes the iframe.
 */
export function preloadPage(parent: Node, page: string, signal?: AbortSignal): void {
  const { origin } = new URL(page);
  const document = parent.ownerDocument as Document;
  if (signal?.aborted || holders[origin]?.isConnected || savesData()) return;
  const holder = createElement(document, 'div');
  // Overrides the host's style sheets.
  holder.style.setProperty('display', 'none', 'important');
  const root = holder.attachShadow({ mode: 'closed' });
  const frame = createFrame(document, page, 'allow-same-origin');
  let hasLoaded = false;
  frame.onload = () => (hasLoaded = true);
  root.append(frame);
  holders[origin] = holder;
  parent.appendChild(holder);
  // From then on, the page may be waiting for nothing else.
  let isRead = document.readyState !== 'loading';
  const read = (): void => {
    isRead = true;
  };
  document.addEventListener('DOMContentLoaded', read);
  let left = LIFETIME;
  const look = (): void => {
    if (document.visibilityState !== 'hidden') left -= 1;
    if (left <= 0 || !holder.isConnected) end();
    else if (document.readyState !== 'complete' && isRead && !hasLoaded) frame.remove();
    else if (document.readyState === 'complete' && !frame.isConnected) root.append(frame);
  };
  const timer = outsideZones(() => setInterval(look, 1_000));
  const end = (): void => {
    clearInterval(timer);
    document.removeEventListener('DOMContentLoaded', read);
    signal?.removeEventListener('abort', end);
    holder.remove();
    if (holders[origin] === holder) holders[origin] = null;
  };
  signal?.addEventListener('abort', end);
  ends.set(holder, end);
}

/**
 * Prepares the tenant for an element whose session is being fetched: once a page and tenant, and not if the session is
 * there at once. A tenant on this machine needs no connection ahead of time.
 *
 * `box`: where the element's iframes go. `how`: `configure`'s `preconnect`; `true` by default.
 */
export function prepareTenant(
  box: Node & ParentNode,
  target: EmbedTarget,
  how: boolean | 'page' | undefined,
): void {
  const { protocol, origin } = target.base;
  if (how === false || protocol === 'http:' || origin in holders) return;
  const page = embedPage(target);
  const isWhole = how === 'page' && !savesData();
  const prepare = (): void => {
    if (!box.isConnected || box.querySelector('iframe') || origin in holders) return;
    holders[origin] = null;
    if (isWhole) preloadPage(box, page);
    else connect(box, box.ownerDocument as Document, page);
  };
  outsideZones(() => setTimeout(prepare, isWhole ? HEAD_START : 0));
}

/** Removes the tenant's hidden iframe: an embed of it is ready, and has the assets. */
export function endPreload(origin: string): void {
  const holder = holders[origin];
  if (holder) ends.get(holder)?.();
  // The early page's ends itself when it is gone.
  holder?.remove();
  holders[origin] = null;
}
