import type { Surface } from '../../src/index.js';
import type { PageConfig } from '../server/host.js';
import { SURFACES, config } from './config.js';

/** What the demo's controls show and its embeds go by. */
export interface State {
  viewer: PageConfig['viewer'];
  health: PageConfig['health'];
  generation: PageConfig['generation'];
  /** The tab that is open. */
  shown: Surface;
  /** What is being done, in words; controls wait meanwhile. */
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

/** Calls back now, and whenever the state changes. */
export function watchState(listener: () => void): void {
  listeners.push(listener);
  listener();
}

/** Does one thing at a time: whatever is asked for meanwhile is left out. */
export async function exclusively(what: string, act: () => unknown): Promise<void> {
  if (current.busy) return;
  setState({ busy: what });
  try {
    await act();
  } finally {
    setState({ busy: '' });
  }
}
