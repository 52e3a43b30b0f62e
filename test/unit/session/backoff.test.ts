import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, pauseOf } from '../../../src/session/backoff.js';
import { CubeEmbedError } from '../../../src/session/errors.js';

const HOUR = 3_600_000;

describe('backoff', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 16_000],
    [6, 32_000],
    [7, 60_000],
    [8, 60_000],
    [5_000, 60_000],
  ])('after attempt %i is at most %i ms', (attempt, most) => {
    expect(backoff(attempt, 1, 0)).toBe(most);
  });

  it('has full jitter: anything from nothing to the most', () => {
    expect(backoff(4, 0, 0)).toBe(0);
    expect(backoff(4, 0.25, 0)).toBe(2_000);
    expect(backoff(7, 0.5, 0)).toBe(30_000);
  });

  it('is never shorter than the backend asked for, nor shortened by it', () => {
    expect(backoff(1, 0, 5_000)).toBe(5_000);
    expect(backoff(7, 1, 5_000)).toBe(60_000);
  });

  it('is a wait for any attempt and any dice', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(HOUR),
        (attempt, random, asked) => {
          const wait = backoff(attempt, random, asked);
          expect(wait).toBeGreaterThanOrEqual(asked);
          expect(wait).toBeLessThanOrEqual(Math.max(asked, 60_000));
        },
      ),
    );
  });
});

describe('a pause that the backend asks for', () => {
  const asked = (retryAfter: number): CubeEmbedError =>
    new CubeEmbedError('session-failed', '', { retryAfter });

  it('is waited for, with up to a fifth on top', () => {
    expect(pauseOf(asked(10), 0)).toBe(10_000);
    expect(pauseOf(asked(10), 1)).toBe(12_000);
    expect(pauseOf(asked(0), 1)).toBe(0);
  });

  it('is an hour at most, and a fifth', () => {
    expect(pauseOf(asked(3_600), 0)).toBe(HOUR);
    expect(pauseOf(asked(7_200), 0)).toBe(HOUR);
    expect(pauseOf(asked(Infinity), 1)).toBe(1.2 * HOUR);
  });
});
