import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter, retryAfter } from '../../../src/shared/retry-after.js';

describe('retryAfter', () => {
  const now = Date.UTC(2030, 0, 1, 12);

  it.each<[string | null, number]>([
    [null, 0],
    ['', 0],
    ['  ', 0],
    ['0', 0],
    ['1', 1],
    [' 120 ', 120],
    ['3600', 3_600],
    ['99999999999', 99_999_999_999],
    ['-5', 0],
    ['1.5', 0],
    ['1e3', 0],
    ['soon', 0],
    ['Tue, 01 Jan 2030 12:00:30 GMT', 30],
    ['Tue, 01 Jan 2030 11:59:30 GMT', 0],
    ['Tue, 01 Jan 2030 12:00:00 GMT', 0],
    ['Tue, 01 Jan 2030 14:00:00 GMT', 7_200],
  ])('reads %j as %i s', (header, wait) => {
    expect(retryAfter(header, now)).toBe(wait);
  });

  it.each([null, '', 'soon', '-5', '1.5', '-1', 'Mon'])('tells %j, which says nothing, from 0', (header) => {
    expect(parseRetryAfter(header, now)).toBeNull();
    expect(parseRetryAfter('0', now)).toBe(0);
  });

  it('is never negative, whatever the header contains', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfter(header, now);
        expect(wait >= 0).toBe(true);
      }),
    );
  });
});
