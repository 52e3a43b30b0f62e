import type { Surface } from './protocol.js';

/** The parts of a whole path inside an embed, such as `/embed/d/42/app/workbook/130`. */
export interface EmbedPlace {
  surface: Surface;
  /** From `/embed/d/{deploymentId}/…`, else `null`. */
  deploymentId: number | null;
  /** A dashboard's public id, else `null`. */
  publicId: string | null;
  /** The path of the embed itself: `/embed/d/42/app`. */
  root: string;
  /** The page of the embed, relative to its root: `/workbook/130`, or `/` for the root itself. */
  page: string;
}

/** The parts of an embed URL, read as the page itself reads them. */
export interface EmbedAddress extends EmbedPlace {
  /** Value of the parameter that this form of the URL expects, or `null`. The other parameter is ignored. */
  sessionId: string | null;
}

const FORMS: readonly { root: RegExp; surface: Surface; parameter: 'session' | 'sessionId' }[] = [
  { root: /^\/embed\/dashboard\/(?<publicId>[^/]+)/, surface: 'dashboard', parameter: 'session' },
  {
    root: /^\/embed\/d\/(?<deployment>\d+)\/dashboard\/(?<publicId>[^/]+)/,
    surface: 'dashboard',
    parameter: 'session',
  },
  { root: /^\/embed\/chat(?=\/|$)/, surface: 'chat', parameter: 'sessionId' },
  { root: /^\/embed\/d\/(?<deployment>\d+)\/chat(?=\/|$)/, surface: 'chat', parameter: 'session' },
  { root: /^\/embed\/d\/(?<deployment>\d+)\/app(?=\/|$)/, surface: 'app', parameter: 'session' },
];

/** Parses an embed URL in any of Cube's five forms, including deep links. Returns `null` for any other URL. */
export function readEmbedAddress(url: URL): EmbedAddress | null {
  const found = find(url.pathname);
  return found && { ...found.place, sessionId: url.searchParams.get(found.parameter) || null };
}

/**
 * Parses a whole path, as used by events and the `navigate` action. Ignores a query. Returns `null` for a path outside the
 * embeds.
 */
export function readEmbedPath(path: string): EmbedPlace | null {
  return find(path.replace(/[?#].*/s, ''))?.place ?? null;
}

function find(pathname: string): { place: EmbedPlace; parameter: string } | null {
  for (const { root: form, surface, parameter } of FORMS) {
    const match = form.exec(pathname);
    if (!match) continue;
    const [root] = match;
    const { deployment, publicId }: { deployment?: string; publicId?: string } = match.groups ?? {};
    return {
      parameter,
      place: {
        surface,
        deploymentId: deployment === undefined ? null : Number(deployment),
        publicId: publicId === undefined ? null : decoded(publicId),
        root,
        page: pathname.slice(root.length).replace(/\/$/, '') || '/',
      },
    };
  }
  return null;
}

/** Percent-decodes a part of a path. Returns malformed input unchanged. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
