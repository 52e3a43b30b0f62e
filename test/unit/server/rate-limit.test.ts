import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionHandler } from '../../../src/server/index.js';
import type { SessionHandlerOptions, Viewer } from '../../../src/server/index.js';
import { createRateLimit } from '../../../src/server/rate-limit/rate-limit.js';

const START = Date.UTC(2026, 10, 25, 9);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

const after = (seconds: number): void => {
  vi.setSystemTime(START + seconds * 1000);
};

/** A handler for which the test chooses the viewer of each call, with a count of Cube's sessions. */
function startHandler(options: Partial<SessionHandlerOptions<[Viewer]>> = {}) {
  let sessions = 0;
  const handler = createSessionHandler<[Viewer]>({
    tenantUrl: 'https://cube.example',
    apiKey: 'the-api-key-of-acme',
    deploymentId: 7,
    identify: (_request, viewer) => viewer,
    fetch: async () => Response.json({ sessionId: `session-${++sessions}` }),
    onError: () => undefined,
    ...options,
  });
  const ask = (viewer: Viewer = { externalId: 'ada' }): Promise<Response> =>
    handler(new Request('https://app.example/cube-session', { method: 'POST' }), viewer);
  const askOften = async (times: number, viewer?: Viewer): Promise<number[]> => {
    const statuses: number[] = [];
    for (let i = 0; i < times; i++) statuses.push((await ask(viewer)).status);
    return statuses;
  };
  return { ask, askOften, sessions: () => sessions };
}

const granted = (times: number): number[] => new Array<number>(times).fill(200);

describe('the rate limit of a viewer', () => {
  it('is 60 calls a minute by default, then 429 with Retry-After', async () => {
    const { ask, askOften, sessions } = startHandler();
    expect(await askOften(60)).toEqual(granted(60));
    after(20.5);
    const answer = await ask();
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('40');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ error: 'Too many session requests.' });
    expect(sessions()).toBe(60);
  });

  it('is never exceeded in a minute, wherever the minute starts', async () => {
    const { ask, askOften } = startHandler({ maxPerMinute: 3 });
    expect(await askOften(1)).toEqual([200]);
    after(50);
    expect(await askOften(2)).toEqual([200, 200]);
    after(60);
    expect(await askOften(2)).toEqual([200, 429]);
    expect((await ask()).headers.get('retry-after')).toBe('50');
    after(110);
    expect(await askOften(3)).toEqual([200, 200, 429]);
    after(120);
    expect(await askOften(2)).toEqual([200, 429]);
  });

  it('counts no call for longer than a minute, whatever was refused in it', async () => {
    const { askOften } = startHandler({ maxPerMinute: 2 });
    expect(await askOften(4)).toEqual([200, 200, 429, 429]);
    after(59.9);
    expect(await askOften(1)).toEqual([429]);
    after(60);
    expect(await askOften(3)).toEqual([200, 200, 429]);
  });

  it('applies to each viewer separately', async () => {
    const { askOften } = startHandler({ maxPerMinute: 1 });
    const viewers: Viewer[] = [
      { externalId: 'ada' },
      { externalId: 'grace' },
      { internalId: 'ada' },
      { externalId: 'ada', embedTenantName: 'acme-inc' },
    ];
    for (const viewer of viewers) expect(await askOften(2, viewer)).toEqual([200, 429]);
  });

  it('counts calls in flight', async () => {
    const { ask } = startHandler({ maxPerMinute: 3 });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask()));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
  });

  it('counts calls that Cube refuses', async () => {
    const { askOften } = startHandler({
      maxPerMinute: 1,
      fetch: async () => new Response(null, { status: 403 }),
    });
    expect(await askOften(2)).toEqual([502, 429]);
  });

  it('does not count a viewer whom Cube would refuse', async () => {
    const { askOften } = startHandler({ maxPerMinute: 1 });
    expect(await askOften(2, { externalId: 'Ada' })).toEqual([500, 500]);
    expect(await askOften(1)).toEqual([200]);
  });

  it('is off with Infinity', async () => {
    const { askOften } = startHandler({ maxPerMinute: Infinity });
    expect(await askOften(200)).toEqual(granted(200));
  });

  it('does not block a viewer when the clock is set back', async () => {
    const { askOften } = startHandler({ maxPerMinute: 1 });
    await askOften(1);
    after(-3600);
    expect(await askOften(1)).toEqual([200]);
  });
});

describe('the memory of the limit', () => {
  it('holds 10,000 viewers and drops the least recently seen one', () => {
    const limit = createRateLimit(1);
    for (let i = 0; i < 10_000; i++) expect(limit(`viewer-${i}`)).toBe(0);
    expect(limit('viewer-0')).toBe(60);
    expect(limit('one more')).toBe(0);
    expect(limit('viewer-0')).toBe(0);
    expect(limit('viewer-9999')).toBe(60);
  });

  it('keeps a viewer who was admitted again', () => {
    const limit = createRateLimit(2);
    for (let i = 0; i < 9_999; i++) limit(`viewer-${i}`);
    limit('viewer-0');
    limit('one more');
    limit('and one more');
    expect(limit('viewer-0')).toBe(60);
  });
});
