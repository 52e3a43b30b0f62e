import type { Surface } from '../../src/index.js';
import { SURFACES, byId } from './config.js';
import { placePair } from './embeds.js';
import { setState, state, watchState } from './state.js';

const tabOf = (surface: Surface): HTMLElement => byId(`tab-${surface}`);

/** The page's tabs, for click and arrow keys; an embed loads when its tab is first opened. */
export function startTabs(): void {
  const select = (shown: Surface): void => {
    setState({ shown });
    placePair();
    // For a page reload. Adds no history entry, so that Back leaves the demo.
    history.replaceState(null, '', `#${shown}`);
  };
  for (const [at, surface] of SURFACES.entries()) {
    tabOf(surface).addEventListener('click', () => select(surface));
    tabOf(surface).addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = SURFACES.at((at + step) % SURFACES.length)!;
      tabOf(next).focus();
      select(next);
    });
  }
  watchState(() => {
    for (const surface of SURFACES) {
      const selected = surface === state().shown;
      tabOf(surface).setAttribute('aria-selected', String(selected));
      tabOf(surface).tabIndex = selected ? 0 : -1;
      byId(`panel-${surface}`).hidden = !selected;
    }
  });
}
