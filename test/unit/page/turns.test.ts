import { describe, expect, it, vi } from 'vitest';

describe("the queue of a page's renewals", () => {
  it('starts the first at once, and a hundred within five seconds', async () => {
    vi.resetModules();
    const { takeTurn } = await import('../../../src/page/turns.js');
    const delays = Array.from({ length: 100 }, () => takeTurn(7_000));
    expect(delays[0]).toBe(0);
    expect(new Set(delays).size).toBe(100);
    expect(Math.max(...delays)).toBe(4_950);
    expect(takeTurn(20_000)).toBe(0);
  });
});
