import type { EmbedRouter } from '../protocol.js';

/** Navigates inside the embed. */
export interface Router {
  /** Navigates to a whole path of the tenant. Ignores other origins and relative paths. */
  go(path: string): void;
}

/**
 * Creates the router of a page that starts at `start`. With `push`, each step adds an entry to the joint session history of
 * host and frame, and Back returns to the previous path. With `replace`, each step changes the frame's current entry. With
 * `memory`, the browser's history does not change.
 */
export function createRouter(kind: EmbedRouter, start: string, onPath: (path: string) => void): Router {
  let current = start;
  const arrive = (path: string): void => {
    current = path;
    onPath(path);
  };
  addEventListener('popstate', ({ state }) => {
    // The first entry has no state. Do not use its URL: it contains the session, which must not appear in an event.
    const { path = start } = (state ?? {}) as { path?: string };
    arrive(path);
  });
  return {
    go(asked) {
      const path = wholePath(asked);
      if (path === null || path === current) return;
      if (kind === 'push') history.pushState({ path }, '', path);
      if (kind === 'replace') history.replaceState({ path }, '', path);
      arrive(path);
    },
  };
}

/** Resolves a path like a browser, including `..`, query and fragment. `null` for other origins and relative paths. */
function wholePath(asked: string): string | null {
  if (!asked.startsWith('/') || !URL.canParse(asked, location.origin)) return null;
  const url = new URL(asked, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : null;
}
