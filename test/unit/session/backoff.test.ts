import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, retryAfter } from '../../../src/session/backoff.js';

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

describe('retryAfter', () => {
  const now = Date.UTC(2030, 0, 1, 12);

  it.each<[string | null, number]>([
    [null, 0],
    ['', 0],
    ['  ', 0],
    ['0', 0],
    ['1', 1_000],
    [' 120 ', 120_000],
    ['3600', HOUR],
    ['3601', HOUR],
    ['99999999999999999999999', HOUR],
    ['-5', 0],
    ['1.5', 0],
    ['1e3', 0],
    ['soon', 0],
    ['Tue, 01 Jan 2030 12:00:30 GMT', 30_000],
    ['Tue, 01 Jan 2030 11:59:30 GMT', 0],
    ['Tue, 01 Jan 2030 12:00:00 GMT', 0],
    ['Fri, 01 Jan 2100 00:00:00 GMT', HOUR],
  ])('reads %j as %i ms', (header, wait) => {
    expect(retryAfter(header, now)).toBe(wait);
  });

  it('is a wait of at most an hour for whatever stands in the header', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfter(header, now);
        expect(wait >= 0 && wait <= HOUR).toBe(true);
      }),
    );
  });
});
