import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapsedClock } from '../../../src/page/elapsed-clock.js';

let wall: number;
let monotonic: number;
let now: () => number;
beforeEach(() => {
  wall = 1_000_000;
  monotonic = 500;
  now = elapsedClock(
    () => wall,
    () => monotonic,
  );
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the elapsed clock', () => {
  it('starts at zero, whatever the clocks show', () => {
    expect(now()).toBe(0);
  });

  it('follows both clocks while they agree', () => {
    wall += 250;
    monotonic += 250;
    expect(now()).toBe(250);
    expect(now()).toBe(250);
  });

  it('follows the wall clock when the monotonic one stopped: the machine slept', () => {
    wall += 3_600_000;
    expect(now()).toBe(3_600_000);
  });

  it('follows the monotonic clock when the wall clock was set back', () => {
    wall -= 86_400_000;
    monotonic += 60_000;
    expect(now()).toBe(60_000);
  });

  it('follows a clock again after it was set back', () => {
    wall -= 86_400_000;
    now();
    wall += 1_000;
    expect(now()).toBe(1_000);
  });

  it('stops while both clocks go back', () => {
    wall += 10_000;
    now();
    wall -= 5_000;
    monotonic -= 5_000;
    expect(now()).toBe(10_000);
  });

  it.each(['wall', 'monotonic'])('continues when a mocked %s clock returns no number once', (which) => {
    const before = { wall, monotonic };
    if (which === 'wall') wall = NaN;
    else monotonic = NaN;
    expect(now()).toBe(0);
    wall = before.wall + 100;
    monotonic = before.monotonic + 100;
    now();
    wall += 250;
    monotonic += 250;
    expect(now()).toBe(350);
  });

  it('never runs backwards, and never shows less than either clock', () => {
    const move = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(move, move)), (moves) => {
        for (const [byWall, byMonotonic] of moves) {
          const before = now();
          wall += byWall;
          monotonic += byMonotonic;
          expect(now() - before).toBe(Math.max(byWall, byMonotonic, 0));
        }
      }),
    );
  });

  it('reads the platform’s clocks by default', () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const real = elapsedClock();
    vi.advanceTimersByTime(700);
    expect(real()).toBe(700);
    vi.setSystemTime(Date.now() + 9_000);
    expect(real()).toBe(9_700);
    vi.setSystemTime(0);
    vi.advanceTimersByTime(300);
    expect(real()).toBe(10_000);
  });
});
