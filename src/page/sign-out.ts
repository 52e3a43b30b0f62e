import { forgetViewer } from '../shared/viewer.js';

/**
 * The viewer has signed out: every embed of the page ends at once. Calls for a session are aborted, iframes are removed, and the
 * panel for `session-denied` is shown. An embed loads again after its `reload()` or a click on its retry button; a new element
 * loads by itself.
 *
 * Whatever the page holds for the viewer is dropped, also by elements that are not in the page: sessions that no iframe has
 * been given, the embed's `path`, and actions and filters that you have sent. Properties and attributes stay as you set them.
 *
 * It is no failure: `status` becomes `error` with the code `session-denied`, but there is no `cube-embed-error` and no console
 * line. Cube's tokens stay valid: revoke the sessions on your server too (`revokeSession`).
 */
export function signOut(): void {
  forgetViewer();
}
