import { transition } from '../../../../src/session/transition.js';

/** A transition whose states and effects throw when they are changed in place. */
export const frozenTransition: typeof transition = (state, event, facts) => {
  const [next, effects] = transition(state, event, facts);
  freeze(next);
  freeze(effects);
  return [next, effects];
};

/** Only plain data: errors and what the host has thrown are not the state's own. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
