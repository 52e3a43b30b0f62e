import { pageGlobal } from './page-global.js';

/**
 * Something that holds data of the present viewer: sessions, answers, paths, queued actions.
 *
 * `forgetViewer` drops all of it and calls nothing outside: other holders still have their data. What calls out (removing a
 * frame, an event) belongs into the function that it may return, which runs when every holder is empty.
 */
export interface ViewerData {
  forgetViewer(): (() => void) | undefined;
}

/** Weak: an element that the page has dropped must not stay in memory for this. */
const holders = pageGlobal('viewer.v1', new Set<WeakRef<ViewerData>>());
const collected = new FinalizationRegistry((ref: WeakRef<ViewerData>) => holders.delete(ref));

/** Registers an owner of viewer data for as long as it exists. Whatever keeps such data longer than a task registers here. */
export function holdForViewer(data: ViewerData): void {
  const ref = new WeakRef(data);
  holders.add(ref);
  collected.register(data, ref);
}

/** Owners that only their module knows: without this, a garbage collection would take them. */
const modules: ViewerData[] = [];

/** Registers the owner of what a module keeps, for as long as the page exists. */
export function holdForViewerInModule(data: ViewerData): void {
  modules.push(data);
  holdForViewer(data);
}

/** The viewer is another one from now on: drops all that was held for this one. */
export function forgetViewer(): void {
  const effects = [...holders].map((ref) => ref.deref()?.forgetViewer());
  for (const effect of effects) effect?.();
}
