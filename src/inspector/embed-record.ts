import type { CubeEmbedElement, CubeEmbedError, SessionReason } from '../elements.js';

/** What the inspector reads of an element: its public state, whichever copy of the library its class is from. */
export type Embed = HTMLElement &
  Pick<CubeEmbedElement, 'status' | 'renewing' | 'sessionTtl' | 'tokenTtl'> & {
    readonly dashboardId?: string | null;
  };

/** What the inspector has seen of one embed. Moments are wall-clock milliseconds. */
export interface EmbedRecord {
  readonly element: Embed;
  /** What tells it from the page's other embeds. */
  readonly name: string;
  /** When its current token began, as far as a page can tell; undefined before the first, or when it began unseen. */
  tokenSince: number | undefined;
  /** When the call began that fetched the session which is now on its way to a token. */
  sessionSince: number | undefined;
  /** When the current load began. */
  loadingSince: number | undefined;
  lastCall: { reason: SessionReason; attempt: number; failed: boolean } | undefined;
  lastRenewal: { at: number; text: string } | undefined;
  lastError: { at: number; error: CubeEmbedError; fatal: boolean } | undefined;
  calls: number;
  failedCalls: number;
  inPlace: number;
  byFrame: number;
}

const LABELS: Record<string, string> = { dashboard: 'Dashboard', chat: 'Chat', app: 'Creator Mode' };

/** A record of an element that the inspector sees for the first time. `taken`: names that other embeds have. */
export function newRecord(element: Embed, taken: readonly string[]): EmbedRecord {
  return {
    element,
    name: nameOf(element, taken),
    tokenSince: undefined,
    sessionSince: undefined,
    loadingSince: undefined,
    lastCall: undefined,
    lastRenewal: undefined,
    lastError: undefined,
    calls: 0,
    failedCalls: 0,
    inPlace: 0,
    byFrame: 0,
  };
}

function nameOf(element: Embed, taken: readonly string[]): string {
  const surface = /cube-embed-(\w+)/.exec(element.localName)?.[1] ?? '';
  const label = LABELS[surface] ?? `<${element.localName}>`;
  const own = element.id ? `#${element.id}` : (element.dashboardId ?? '');
  const name = [label, own].filter(Boolean).join(' ');
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name} (${number})`)) number += 1;
  return `${name} (${number})`;
}
