import { html, render } from 'lit';
import { byId } from '../config.js';
import { watchState } from '../state.js';
import { GROUPS } from './groups.js';

/** From here on, the controls stand beside the embeds; below, they are a bar at the window's end that opens upwards. */
const WIDE = matchMedia('(width >= 1040px)');

/** Makes the control panel, and keeps it true to the state. */
export function startControls(): void {
  watchState(draw);
  WIDE.addEventListener('change', () => {
    draw();
    arrange();
  });
  arrange();
  // An open group of the bar lies over the page: a click beside it, or Escape, closes it.
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

/** All groups are open beside the embeds; in the bar, one at a time (`name`) is. */
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
