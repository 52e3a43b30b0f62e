/** Long periods of time, and hidden tabs. */
import type { SinonFakeTimers } from 'sinon';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Lets this much time pass, most of it in one jump; the page's timers run only for the last minute. */
export async function leap(clock: SinonFakeTimers, ms: number): Promise<void> {
  clock.setSystemTime(Date.now() + ms - MINUTE);
  await clock.tickAsync(MINUTE);
}

/** Makes the tab hidden until the returned function is called. */
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
