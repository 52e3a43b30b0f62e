import { signOut } from '../../src/index.js';
import type { State } from './state.js';
import { setState, state } from './state.js';
import { byId, command } from './config.js';
import { liveElements, placePair, rebuildPairs, removePairs, renewElements, shownPair } from './embeds.js';
import { resetLook } from './look.js';
import { runFast, sleep } from './machine-time.js';

/** The demo's actions, for its controls and its scenarios. Each of them is recorded in the inspector's log. */

const HOUR = 3_600_000;
const TIMEOUT_MS = 15_000;
/** How long the signed-out page between two viewers is shown. */
const SIGNED_OUT_MS = 1_200;

function note(text: string): void {
  (byId('inspector') as HTMLElementTagNameMap['cube-embed-inspector']).note(text);
}

export async function letPass(hours: number, text = `Let ${hours} hours pass`): Promise<void> {
  note(text);
  document.documentElement.dataset['time'] = 'fast';
  await runFast(hours * HOUR, liveElements);
  delete document.documentElement.dataset['time'];
}

/** Simulates sleep: nothing runs, then the clock has jumped. */
export async function sleepFor(hours: number): Promise<void> {
  note(`Sleep for ${hours} hours`);
  document.documentElement.dataset['time'] = 'sleep';
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  delete document.documentElement.dataset['time'];
  await sleep(hours * HOUR);
}

export async function setHealth(health: State['health'], text: string): Promise<void> {
  note(text);
  await command('health', { health });
  setState({ health });
}

/** Switches to the tenant of another generation; the elements are created again for its URL. */
export async function setGeneration(generation: State['generation'], text: string): Promise<void> {
  if (generation === state().generation) return;
  note(text);
  await command('generation', { generation });
  removePairs();
  setState({ generation });
  placePair();
}

/** Takes back what the visitor before has switched. */
export async function resetSwitches(): Promise<void> {
  if (state().health !== 'fine') await setHealth('fine', 'The backend answers normally');
  await setGeneration('renewal', 'Switch to the newest tenant');
}

/** Signs in a viewer who opens the page: both sides are created again. */
export async function signIn(id: string): Promise<void> {
  await command('sign-in', { id });
  setState({ viewer: id });
  rebuildPairs();
}

/** Another viewer signs in on the same page, without a page load. A plain iframe is not involved, so it stays unchanged. */
export async function switchViewer(id: string): Promise<void> {
  note('Sign out, then another viewer signs in');
  signOut();
  await command('sign-out');
  await new Promise((resolve) => setTimeout(resolve, SIGNED_OUT_MS));
  await command('sign-in', { id });
  setState({ viewer: id });
  renewElements();
}

/** Returns to the start. The page acts first, because it must not wait for a server or for a tenant that is down. */
export async function leave(): Promise<void> {
  signOut();
  removePairs();
  resetLook();
  setState({ viewer: null });
  await command('sign-out');
}

/** The viewer opens the page again. */
export function reopen(): void {
  note('Open the page again');
  rebuildPairs();
}

export const crash = (): Promise<void> => (note('Crash the embed'), command('fatal'));
export const revoke = (): Promise<void> => (note('Revoke the viewer’s sessions'), command('revoke'));

/** Runs an action on the element that is shown. The element's event reports a failure. */
export function act(text: string, run: (element: ReturnType<typeof liveElements>[number]) => unknown): void {
  const element = shownPair()?.element;
  if (!element) return;
  note(text);
  run(element);
}

/** Resolves when the shown element is ready, or after a timeout. */
export async function isUp(): Promise<void> {
  const end = performance.now() + TIMEOUT_MS;
  while (shownPair()?.element.status !== 'ready' && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Resolves when this many calls for one session have failed, or after a timeout. */
export async function hasFailed(attempts: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = AbortSignal.timeout(TIMEOUT_MS);
    end.addEventListener('abort', () => resolve());
    const hear = ({ detail }: HTMLElementEventMap['cube-embed-session']): void => {
      if (detail.error && detail.attempt >= attempts) resolve();
    };
    document.addEventListener('cube-embed-session', hear as EventListener, { signal: end });
  });
}
