import { splitControls } from './controls.js';

/** Writes the parameters of controls into the page's own address, where a reload finds them. */
export function writeControls(set: Readonly<Record<string, string>>): void {
  // A sandboxed page with an opaque origin may not change its address.
  if (self.origin === 'null') return;
  const { path, parameters } = splitControls(location.pathname + location.search);
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(set)) url.searchParams.set(name, value);
  if (parameters.size > 0 || Object.keys(set).length > 0) history.replaceState(history.state, '', url);
}
