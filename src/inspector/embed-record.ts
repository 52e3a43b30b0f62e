import type { CubeEmbedElement, CubeEmbedError, SessionReason } from '../elements.js';

/** What the inspector reads from an element: its public state. The class may come from another copy of the library. */
export type Embed = HTMLElement &
  Pick<CubeEmbedElement, 'status' | 'renewing' | 'sessionTtl' | 'tokenTtl'> & {
    readonly dashboardId?: string | null;
  };

/** What the inspector knows about one embed. Times are wall-clock milliseconds since 1970. */
export interface EmbedRecord {
  readonly element: Embed;
  /** Unique among the page's embeds. */
  readonly name: string;
  /** When the current token was issued, as far as the page can tell; `undefined` if there is none, or if it is unknown. */
  tokenSince: number | undefined;
  /** When the call started that fetched the session now being exchanged for a token. */
  sessionSince: number | undefined;
  /** When the current load started. */
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

/** Creates the record of an element. `taken` lists the names of the other embeds. */
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
