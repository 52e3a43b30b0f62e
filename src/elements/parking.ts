import { prerenderEmbed } from '../embed/create-embed.js';
import type { EmbedRecord } from '../embed/settings.js';
import type { Surface } from '../session/source.js';
import { readProperties } from './properties.js';

/** An element that can keep its embed. */
interface Keeper extends Element {
  readonly keep: boolean;
  park(): boolean;
}

/** Of the Navigation API's `navigate` event, which TypeScript's library does not have. */
interface NavigationDetails {
  readonly canIntercept: boolean;
  readonly hashChange: boolean;
  readonly downloadRequest: string | null;
}

/** The elements that are in a page. */
const connected = new Set<Keeper>();

/** An element has come into a page, or has left it. */
export function noteConnection(element: Keeper, isConnected: boolean): void {
  if (isConnected) connected.add(element);
  else connected.delete(element);
}

/**
 * Keeps the embeds of all elements with `keep` below `root`, shadow roots included: for a router's or a framework's hook that
 * runs before elements are removed. An element that is not removed takes its embed back in the next task. Returns how many were
 * kept.
 *
 * @param root - Default: the whole page.
 */
export function parkAll(root: Node = document): number {
  return [...connected].filter((element) => isWithin(element, root) && element.park()).length;
}

/**
 * Calls `parkAll` at each navigation within the document, for pages without a framework that replace their content in
 * `navigate` (Navigation API). Returns a function that stops it. Does nothing in browsers without that API.
 */
export function parkOnNavigate(): () => void {
  const { navigation } = globalThis as { navigation?: EventTarget };
  const park = ({ canIntercept, hashChange, downloadRequest }: Event & Partial<NavigationDetails>): void => {
    if (canIntercept && !hashChange && downloadRequest == null) parkAll();
  };
  navigation?.addEventListener('navigate', park);
  return () => navigation?.removeEventListener('navigate', park);
}

/**
 * Options of `prerender`: the properties that the element will have. `surface`: `dashboard` with a `dashboardId`, else `chat`.
 */
export type PrerenderOptions = Partial<Record<string, unknown>> & { surface?: Surface | undefined };

/**
 * Loads an embed that no element shows yet: an element with `keep` and the same settings takes it over, at once. Call it when
 * the embed is likely to be opened next, e.g. when the pointer is over its link. It costs a session, a frame's memory and the
 * dashboard's queries.
 *
 * Does nothing where such an embed is kept or loading already, where the viewer saves data (`navigator.connection.saveData`), in
 * browsers without `moveBefore()`, and in Node. Never throws: wrong options are a console warning.
 */
export function prerender({ surface, ...properties }: PrerenderOptions = {}): void {
  if (typeof document === 'undefined') return;
  const record = readProperties(properties);
  try {
    prerenderEmbed(document, {
      ...record,
      keep: true,
      surface: surface ?? (record['dashboardId'] ? 'dashboard' : 'chat'),
    } as EmbedRecord);
  } catch (error) {
    console.warn(`cube-embed: prerender() did nothing. ${(error as Error).message}`);
  }
}

function isWithin(element: Element, root: Node): boolean {
  for (
    let node: Node | null = element;
    node;
    node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null
  )
    if (node === root) return true;
  return false;
}
