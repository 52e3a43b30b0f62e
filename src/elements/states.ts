import type { EmbedStatus } from '../session/world.js';

const STATES = ['loading', 'ready', 'error', 'renewing'];

/** Shows an element's state to style sheets and to assistive technology, as far as the engine can. */
export function showStates(
  internals: Partial<ElementInternals>,
  { status, renewing }: { status: EmbedStatus; renewing: boolean },
): void {
  for (const state of STATES)
    showState(internals, state, state === status || (state === 'renewing' && renewing));
  // jsdom 26 has the property, and throws when it is set.
  try {
    internals.ariaBusy = String(status === 'loading');
  } catch {
    // The loading panel has `role="status"`.
  }
}

function showState({ states }: Partial<ElementInternals>, name: string, on: boolean): void {
  // Older engines have no `states`, or take only names that begin with two dashes.
  try {
    states?.[on ? 'add' : 'delete'](name);
  } catch {
    // `status` and its event still work.
  }
}
