import type { Surface } from '../../src/index.js';
import type { PageConfig } from '../server/host.js';
import { SURFACES, config } from './config.js';

/** The state of the demo's controls and embeds. */
export interface State {
  viewer: PageConfig['viewer'];
  health: PageConfig['health'];
  generation: PageConfig['generation'];
  /** The tab that is open. */
  shown: Surface;
  /** The current action as text; the controls are disabled during it. */
  busy: string;
}

let current: State = {
  viewer: config.viewer,
  health: config.health,
  generation: config.generation,
  shown: SURFACES.find((surface) => location.hash === `#${surface}`) ?? 'dashboard',
  busy: '',
};
const listeners: (() => void)[] = [];

export const state = (): Readonly<State> => current;

export function setState(part: Partial<State>): void {
  current = { ...current, ...part };
  for (const listener of listeners) listener();
}

/** Calls the function now and whenever the state changes. */
export function watchState(listener: () => void): void {
  listeners.push(listener);
  listener();
}

/** Runs one action at a time; requests during an action are ignored. */
export async function exclusively(what: string, act: () => unknown): Promise<void> {
  if (current.busy) return;
  setState({ busy: what });
  try {
    await act();
  } finally {
    setState({ busy: '' });
  }
}
