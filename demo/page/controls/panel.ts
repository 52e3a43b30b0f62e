import { html, render } from 'lit';
import { byId } from '../config.js';
import { watchState } from '../state.js';
import { GROUPS } from './groups.js';

/** From this width on, the controls are next to the embeds; below it, they are a bar at the bottom of the window that opens upwards. */
const WIDE = matchMedia('(width >= 1040px)');

/** Renders the control panel, which is folded away until it is asked for, and updates it when the state changes. */
export function startControls(): void {
  watchState(draw);
  byId('unfold').addEventListener('click', () => {
    const isOpen = byId('controls').toggleAttribute('hidden');
    byId('unfold').setAttribute('aria-expanded', String(!isOpen));
  });
  WIDE.addEventListener('change', () => {
    draw();
    arrange();
  });
  arrange();
  // An open group of the bar covers the page: a click outside of it, or Escape, closes it.
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') closeBar();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!byId('controls').contains(target as Node)) closeBar();
  });
}

function draw(): void {
  render(
    GROUPS.map(
      ({ title, view }) =>
        html`<details class="group">
          <summary>${title}</summary>
          <div class="body">${view()}</div>
        </details>`,
    ),
    byId('controls'),
  );
}

const groups = (): NodeListOf<HTMLDetailsElement> => byId('controls').querySelectorAll('details');

/** Next to the embeds, all groups are open; in the bar, one at a time (`name`). */
function arrange(): void {
  for (const group of groups()) {
    if (WIDE.matches) group.removeAttribute('name');
    else group.setAttribute('name', 'controls');
    group.open = WIDE.matches;
  }
}

function closeBar(): void {
  if (WIDE.matches) return;
  for (const group of groups()) group.open = false;
}
