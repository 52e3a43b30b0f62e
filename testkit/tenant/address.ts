import type { Surface } from './types.js';

/** What an embed URL says, read the way the page itself reads it. */
export interface EmbedAddress {
  surface: Surface;
  /** From `/embed/d/{deploymentId}/…`, else `null`. */
  deploymentId: number | null;
  /** A dashboard's public id, else `null`. */
  publicId: string | null;
  /** From the one parameter that this form of the URL wants; the other name counts as none. */
  sessionId: string | null;
}

const FORMS: readonly { pattern: RegExp; surface: Surface; parameter: 'session' | 'sessionId' }[] = [
  { pattern: /^\/embed\/dashboard\/(?<publicId>[^/]+)$/, surface: 'dashboard', parameter: 'session' },
  {
    pattern: /^\/embed\/d\/(?<deployment>\d+)\/dashboard\/(?<publicId>[^/]+)$/,
    surface: 'dashboard',
    parameter: 'session',
  },
  { pattern: /^\/embed\/chat$/, surface: 'chat', parameter: 'sessionId' },
  { pattern: /^\/embed\/d\/(?<deployment>\d+)\/chat$/, surface: 'chat', parameter: 'session' },
  { pattern: /^\/embed\/d\/(?<deployment>\d+)\/app$/, surface: 'app', parameter: 'session' },
];

/** Reads an embed URL in any of Cube's five forms; `null` for any other address. */
export function readEmbedAddress(url: URL): EmbedAddress | null {
  for (const { pattern, surface, parameter } of FORMS) {
    const match = pattern.exec(url.pathname);
    if (!match) continue;
    const { deployment, publicId }: { deployment?: string; publicId?: string } = match.groups ?? {};
    return {
      surface,
      deploymentId: deployment === undefined ? null : Number(deployment),
      publicId: publicId === undefined ? null : decoded(publicId),
      sessionId: url.searchParams.get(parameter) || null,
    };
  }
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
