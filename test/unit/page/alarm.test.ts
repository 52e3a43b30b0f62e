import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const HOUR = 3_600_000;
const LONGEST_DELAY = 2 ** 31 - 1;

let alarm: typeof import('../../../src/page/alarm.js');
let rung: string[];
const rings = new Map<string, () => void>();

/** The callback of the element with that name. */
function ringOf(name: string): () => void {
  if (!rings.has(name)) rings.set(name, () => rung.push(name));
  return rings.get(name)!;
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  vi.resetModules();
  rings.clear();
  rung = [];
  alarm = await import('../../../src/page/alarm.js');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the alarm of the page', () => {
  it('rings once, at its time and not before', () => {
    alarm.setAlarm(ringOf('a'), alarm.now() + 1_000);
    vi.advanceTimersByTime(999);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual(['a']);
    vi.advanceTimersByTime(HOUR);
    expect(rung).toEqual(['a']);
  });

  it('resets its timer only for an earlier time, and rings on time after the earliest alarm was delayed or removed', () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const began = alarm.now();
    alarm.setAlarm(ringOf('a'), began + 1_000);
    for (let i = 1; i <= 100; i += 1) alarm.setAlarm(ringOf(`later ${i}`), began + 2_000 + i);
    expect(timers).toHaveBeenCalledTimes(1);
    alarm.setAlarm(ringOf('b'), began + 500);
    expect(timers).toHaveBeenCalledTimes(2);
    alarm.setAlarm(ringOf('b'), began + 1_500);
    alarm.setAlarm(ringOf('a'), Infinity);
    vi.advanceTimersByTime(1_499);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual(['b']);
    vi.advanceTimersByTime(600);
    expect(rung).toHaveLength(101);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait for a timer that stopped while the machine slept', () => {
    alarm.setAlarm(ringOf('a'), alarm.now() + 50_000);
    vi.setSystemTime(Date.now() + HOUR);
    alarm.setAlarm(ringOf('b'), alarm.now() + 1_000);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual(['a', 'b']);
  });

  it('rings at once, but asynchronously, when the time is in the past', () => {
    vi.advanceTimersByTime(5_000);
    alarm.setAlarm(ringOf('a'), 0);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(rung).toEqual(['a']);
  });

  it('replaces the time that was set before', () => {
    alarm.setAlarm(ringOf('a'), alarm.now() + 1_000);
    alarm.setAlarm(ringOf('a'), alarm.now() + 3_000);
    vi.advanceTimersByTime(2_999);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual(['a']);
  });

  it('needs one timer for a hundred elements, and none for none', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    for (let n = 0; n < 100; n++) alarm.setAlarm(ringOf(`${n}`), alarm.now() + 1_000 * (100 - n));
    expect(set.mock.calls.length).toBeGreaterThan(0);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(50_000);
    expect(rung).toHaveLength(50);
    expect(rung[0]).toBe('99');
    expect(vi.getTimerCount()).toBe(1);
    for (let n = 0; n < 100; n++) alarm.setAlarm(ringOf(`${n}`), Infinity);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(HOUR);
    expect(rung).toHaveLength(50);
  });

  it('rings all that are due at the same time', () => {
    for (const name of ['a', 'b', 'c']) alarm.setAlarm(ringOf(name), alarm.now() + 1_000);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual(['a', 'b', 'c']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never sets a timer so long that it would fire at once', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const moment = alarm.now() + 25 * 24 * HOUR;
    alarm.setAlarm(ringOf('a'), moment);
    vi.advanceTimersByTime(25 * 24 * HOUR - 1);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual(['a']);
    const delays = set.mock.calls.map(([, delay]) => delay ?? 0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(LONGEST_DELAY);
    expect(delays.every((delay) => Number.isInteger(delay) && delay >= 0)).toBe(true);
  });

  it('detects within a minute that the machine slept, even without an event', () => {
    alarm.setAlarm(ringOf('a'), alarm.now() + 23 * HOUR);
    vi.advanceTimersByTime(HOUR);
    // Asleep: only the wall clock continues.
    vi.setSystemTime(Date.now() + 30 * HOUR);
    vi.advanceTimersByTime(60_000);
    expect(rung).toEqual(['a']);
  });

  it('rings on time when the wall clock is set back', () => {
    alarm.setAlarm(ringOf('a'), alarm.now() + 2 * HOUR);
    vi.advanceTimersByTime(HOUR);
    vi.setSystemTime(Date.now() - 24 * HOUR);
    vi.advanceTimersByTime(HOUR);
    expect(rung).toEqual(['a']);
  });

  it('may be set again, also for others, while it rings', () => {
    const again = (): void => {
      rung.push('again');
      if (rung.length < 3) alarm.setAlarm(again, alarm.now() + 1_000);
      alarm.setAlarm(ringOf('late'), alarm.now() + 500);
    };
    alarm.setAlarm(again, alarm.now() + 1_000);
    vi.advanceTimersByTime(10_000);
    expect(rung).toEqual(['again', 'late', 'again', 'late']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
