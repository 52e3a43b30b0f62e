/** Long times, and tabs that nobody looks at. */
import type { SinonFakeTimers } from 'sinon';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** So much time passes, most of it in one piece: the last minute is what the page's timers see. */
export async function leap(clock: SinonFakeTimers, ms: number): Promise<void> {
  clock.setSystemTime(Date.now() + ms - MINUTE);
  await clock.tickAsync(MINUTE);
}

/** Makes a tab that the viewer does not see, until the returned function is called. */
export function hide(): () => void {
  const tell = (state: string): void => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  tell('hidden');
  return () => {
    tell('visible');
    delete (document as { visibilityState?: unknown }).visibilityState;
  };
}
