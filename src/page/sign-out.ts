import { pageGlobal } from '../shared/page-global.js';

const listeners = pageGlobal('sign-out', new Set<() => void>());

/**
 * The viewer has signed out: every embed of the page ends at once. Calls for a session are aborted, iframes are removed, and the
 * panel for `session-denied` is shown. An embed loads again after its `reload()` or a click on its retry button; a new element
 * loads by itself.
 *
 * Cube's tokens stay valid: revoke the sessions on your server too (`revokeSession`).
 */
export function signOut(): void {
  for (const listener of [...listeners]) listener();
}

/** Calls `listener` when the viewer has signed out. Returns a function that stops it. */
export function watchSignOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
