import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, instantBackoff, pauseOf } from '../../../src/session/backoff.js';
import { CubeEmbedError } from '../../../src/shared/errors.js';

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
    expect(backoff(attempt, 1)).toBe(most);
  });

  it('has full jitter: anything from zero to the maximum', () => {
    expect(backoff(4, 0)).toBe(0);
    expect(backoff(4, 0.25)).toBe(2_000);
  });

  it('is at least half the maximum after the fifth attempt, which only a renewal reaches', () => {
    expect(backoff(5, 0)).toBe(8_000);
    expect(backoff(7, 0)).toBe(30_000);
    expect(backoff(7, 0.5)).toBe(45_000);
  });

  it('grows to five minutes while more than ten minutes of the token are left', () => {
    const left = 10 * 60_000;
    expect([8, 9, 10, 50].map((attempt) => backoff(attempt, 1, left + 1))).toEqual([
      128_000, 256_000, 300_000, 300_000,
    ]);
    expect(backoff(50, 0, left + 1)).toBe(150_000);
    expect(backoff(50, 1, left)).toBe(60_000);
  });

  it('is a valid delay for any attempt and any random number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(24 * HOUR),
        (attempt, random, left) => {
          const wait = backoff(attempt, random, left);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(300_000);
        },
      ),
    );
  });
});

describe('the delay after an immediate rejection', () => {
  it('grows from at most one second to at most sixteen, and is never zero', () => {
    expect([1, 2, 3, 4, 5].map((rejection) => instantBackoff(rejection, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000,
    ]);
    expect(instantBackoff(1, 0)).toBe(500);
  });
});

describe('a Retry-After of the backend', () => {
  const asked = (retryAfter: number): CubeEmbedError =>
    new CubeEmbedError('session-failed', '', { retryAfter });

  it('is obeyed, with up to a fifth on top', () => {
    expect(pauseOf(asked(10), 0)).toBe(10_000);
    expect(pauseOf(asked(10), 1)).toBe(12_000);
    expect(pauseOf(asked(0), 1)).toBe(0);
  });

  it('is limited to an hour, plus a fifth', () => {
    expect(pauseOf(asked(3_600), 0)).toBe(HOUR);
    expect(pauseOf(asked(7_200), 0)).toBe(HOUR);
    expect(pauseOf(asked(Infinity), 1)).toBe(1.2 * HOUR);
  });
});
