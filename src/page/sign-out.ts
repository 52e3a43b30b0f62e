/** On the global object: two copies of this library in one page sign the viewer out of both. */
const KEY = Symbol.for('cube-embed.sign-out');
const listeners = ((globalThis as Record<symbol, unknown>)[KEY] ??= new Set()) as Set<() => void>;

/**
 * The viewer has signed out: every embed of the page ends at once. Calls for a session are aborted, iframes are removed, and the
 * panel for `session-denied` is shown. An embed begins again by its `reload()` or its retry button, and a new element by itself.
 *
 * Cube's tokens outlive it: revoke the sessions on your server too (`revokeSession`).
 */
export function signOut(): void {
  for (const listener of [...listeners]) listener();
}

/** Calls `listener` when the viewer has signed out. Returns how to stop that. */
export function watchSignOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
