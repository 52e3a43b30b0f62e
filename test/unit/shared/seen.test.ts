import { beforeEach, describe, expect, it, vi } from 'vitest';

const KEY = Symbol.for('cube-embed.seen.v1');
const shared = globalThis as Record<symbol, unknown>;

type Copy = typeof import('../../../src/shared/seen.js');
/** Another copy of the library in the page. */
async function copy(): Promise<Copy> {
  vi.resetModules();
  return import('../../../src/shared/seen.js');
}

let id = 0;
let isSeen: Copy['isSeen'];
beforeEach(async () => {
  Reflect.deleteProperty(shared, KEY);
  ({ isSeen } = await copy());
});

describe('the ids that a page has seen', () => {
  it('are recognized every time after the first', () => {
    expect([isSeen('a'), isSeen('a'), isSeen('b'), isSeen('a')]).toEqual([false, true, false, true]);
  });

  it('are distinguished even when they are similar', () => {
    const ids = Array.from({ length: 3_000 }, () => `${(++id).toString(16).padStart(32, '0')}`);
    expect(ids.filter((one) => isSeen(one))).toEqual([]);
    expect(['ab', 'ba', 'a b', 'abc', 'acb', 'é', '\u00e9\u0000'].filter((one) => isSeen(one))).toEqual([]);
  });

  it('are shared by all copies of the library', async () => {
    const other = await copy();
    expect(other.isSeen).not.toBe(isSeen);
    expect(isSeen('shared')).toBe(false);
    expect(other.isSeen('shared')).toBe(true);
  });

  it('are not readable by a script in the page', () => {
    isSeen('0123456789abcdef0123456789abcdef');
    expect(JSON.stringify([...(shared[KEY] as Set<unknown>)])).toMatch(/^\["\d+ \d+"\]$/);
  });

  it('are limited to some thousands: the oldest are dropped', () => {
    for (let count = 0; count < 4_001; count++) isSeen(`id ${count}`);
    expect((shared[KEY] as Set<unknown>).size).toBe(4_000);
    expect(isSeen('id 4000')).toBe(true);
    expect(isSeen('id 1')).toBe(true);
    expect(isSeen('id 0')).toBe(false);
  });

  it('do not touch what a copy of another version stores', () => {
    const older = new Set(['plain-id-of-a-version-before-this']);
    const newer = { layout: 'of a later version' };
    shared[Symbol.for('cube-embed.seen')] = older;
    shared[Symbol.for('cube-embed.seen.v2')] = newer;
    expect(isSeen('with others')).toBe(false);
    expect(isSeen('with others')).toBe(true);
    expect([...older]).toEqual(['plain-id-of-a-version-before-this']);
    expect(newer).toEqual({ layout: 'of a later version' });
    Reflect.deleteProperty(shared, Symbol.for('cube-embed.seen'));
    Reflect.deleteProperty(shared, Symbol.for('cube-embed.seen.v2'));
  });
});
