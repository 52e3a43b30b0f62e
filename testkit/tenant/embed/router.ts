import type { EmbedRouter } from '../types.js';

/** Goes from page to page inside the embed. */
export interface Router {
  /** Goes to a whole path of the tenant; ignores an address of another site, and one that is no absolute path. */
  go(path: string): void;
}

/**
 * Makes the router of a page that begins at `start`. With `push` it adds an entry to the joint session history of host and
 * frame at each step, and Back brings the page to the path before; with `memory` the browser's history does not change.
 */
export function createRouter(kind: EmbedRouter, start: string, onPath: (path: string) => void): Router {
  let current = start;
  const arrive = (path: string): void => {
    current = path;
    onPath(path);
  };
  addEventListener('popstate', ({ state }) => {
    // The first entry has no state: its address holds the session, which must not get into an event.
    const { path = start } = (state ?? {}) as { path?: string };
    arrive(path);
  });
  return {
    go(asked) {
      const path = wholePath(asked);
      if (path === null || path === current) return;
      if (kind === 'push') history.pushState({ path }, '', path);
      arrive(path);
    },
  };
}

/** The path, resolved as a browser resolves it (`..` included), with its query and fragment. */
function wholePath(asked: string): string | null {
  if (!asked.startsWith('/') || !URL.canParse(asked, location.origin)) return null;
  const url = new URL(asked, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : null;
}
