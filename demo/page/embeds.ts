import { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard, parkAll } from '../../src/index.js';
import type { CubeEmbedElement, Surface } from '../../src/index.js';
import { byId, config } from './config.js';
import { applyLook } from './look.js';
import { loadPlainFrame } from './plain-frame.js';
import { setState, state } from './state.js';

export const TITLES: Record<Surface, string> = {
  dashboard: 'Dashboard',
  chat: 'Analytics chat',
  app: 'Creator Mode',
};

/** An element and the plain iframe next to it. */
export interface Pair {
  element: CubeEmbedElement;
  frame: HTMLIFrameElement;
}

const pairs = new Map<Surface, Pair>();

/** The pair of the open tab. */
export const shownPair = (): Pair | undefined => pairs.get(state().shown);

/** The elements of all tabs that have been opened. */
export const liveElements = (): CubeEmbedElement[] => [...pairs.values()].map(({ element }) => element);

export const endpointOf = (surface: Surface): string =>
  surface === 'app' ? '/cube-session/creator' : '/cube-session';

/** Adds the open tab's element and iframe to the page, once; the host's cookie determines their viewer. */
export function placePair(): void {
  const surface = state().shown;
  if (pairs.has(surface) || !state().viewer) return;
  const pair = { element: newElement(surface), frame: newFrame(surface) };
  pairs.set(surface, pair);
  const panel = byId(`panel-${surface}`);
  panel.querySelector('.with .slot')!.replaceChildren(pair.element);
  panel.querySelector('.without .slot')!.replaceChildren(pair.frame);
  const tenantUrl = config.tenantUrls[state().generation];
  void loadPlainFrame(pair.frame, { ...config, surface, endpoint: endpointOf(surface), tenantUrl });
  // Controls and code depend on what is shown.
  setState({});
}

/** Removes all elements and iframes from the page. */
export function removePairs(): void {
  for (const { element, frame } of pairs.values()) {
    element.remove();
    frame.remove();
  }
  pairs.clear();
}

/** Like opening the page again: creates new elements and new iframes. */
export function rebuildPairs(): void {
  removePairs();
  placePair();
}

/** Like another page of a single-page application, whose router parks the embeds before it removes them. */
export function goAway(): void {
  parkAll();
  removePairs();
}

/** The viewer is back: new elements and new iframes. Resolves to how long each took, in milliseconds. */
export async function comeBack(): Promise<{ kept: boolean; element: number; frame: number }> {
  const began = performance.now();
  const took = (): number => Math.round(performance.now() - began);
  placePair();
  const { element, frame } = shownPair()!;
  const ready = new Promise<{ kept: boolean; element: number }>((resolve) => {
    element.addEventListener(
      'cube-embed-ready',
      ({ detail: { kept } }) => {
        resolve({ kept, element: took() });
      },
      { once: true },
    );
  });
  const loaded = new Promise<number>((resolve) => {
    frame.addEventListener(
      'load',
      () => {
        resolve(took());
      },
      { once: true },
    );
  });
  return { ...(await ready), frame: await loaded };
}

/** Creates new elements next to the existing iframes. */
export function renewElements(): void {
  for (const [surface, pair] of pairs) {
    const element = newElement(surface);
    pair.element.replaceWith(element);
    pair.element = element;
  }
}

function newElement(surface: Surface): CubeEmbedElement {
  const element =
    surface === 'dashboard'
      ? new CubeEmbedDashboard()
      : surface === 'chat'
        ? new CubeEmbedChat()
        : new CubeEmbedApp();
  if (element instanceof CubeEmbedDashboard) element.dashboardId = config.dashboardId;
  if (element instanceof CubeEmbedApp) element.deploymentId = String(config.deploymentId);
  element.baseUrl = config.tenantUrls[state().generation];
  element.sessionEndpoint = endpointOf(surface);
  element.keep = true;
  applyLook(element);
  return element;
}

function newFrame(surface: Surface): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = `${TITLES[surface]} in a plain iframe`;
  return frame;
}
