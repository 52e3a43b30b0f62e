import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mountReport } from '../report.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('fetch failed')));
});
afterEach(() => {
  // Stops the element's calls and timers.
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('shows that there is no session', async () => {
  mountReport(document.body);
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled());
  // All attempts and the delays between them.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(document.querySelector('[role=status]').textContent).toBe('Failed: session-failed');
});
