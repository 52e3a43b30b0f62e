import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { configure } from '../../../src/page/defaults.js';
import { fetchSessionAhead, takeSessionAhead } from '../../../src/page/session-ahead.js';
import type { FetchSession, Session, SessionContext } from '../../../src/session/source.js';
import { createSessionSource } from '../../../src/session/source.js';
import { forgetViewer } from '../../../src/shared/viewer.js';

const MINUTE = 60_000;
const SALES = { surface: 'dashboard', dashboardId: 'sales', deploymentId: undefined } as const;

let calls: SessionContext[];
let minted = 0;
const fetchSession: FetchSession = (context) => {
  calls.push(context);
  return Promise.resolve(`ahead-${++minted}`);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  calls = [];
  configure({ fetchSession });
});
afterEach(() => {
  forgetViewer();
  configure({ fetchSession: undefined, sessionEndpoint: undefined });
  vi.useRealTimers();
});

const contextOf = (more: Partial<SessionContext> = {}): SessionContext => ({
  ...SALES,
  reason: 'initial',
  attempt: 1,
  signal: new AbortController().signal,
  ...more,
});
const take = (more?: Partial<SessionContext>): Promise<Session> | undefined =>
  takeSessionAhead(fetchSession, contextOf(more));

describe('a session that is fetched ahead', () => {
  it('is asked for as an element would ask, and taken once', async () => {
    fetchSessionAhead(SALES);
    expect(calls).toEqual([{ ...SALES, reason: 'initial', attempt: 1, signal: calls[0]?.signal }]);
    expect(await take()).toMatchObject({ id: `ahead-${minted}` });
    expect(take()).toBeUndefined();
  });

  it('knows when its call began, so that it is not used past its end', async () => {
    fetchSessionAhead(SALES);
    const { since } = (await take()) ?? { since: NaN };
    fetchSessionAhead(SALES);
    vi.advanceTimersByTime(3 * MINUTE);
    expect((await take())?.since).toBe(since);
  });

  it.each([
    ['another dashboard', { dashboardId: 'orders' }],
    ['another deployment', { deploymentId: '1' }],
    ['another surface', { surface: 'chat', dashboardId: undefined }],
  ] as const)('is not for %s', (_, ids) => {
    fetchSessionAhead(SALES);
    expect(take(ids)).toBeUndefined();
    expect(take()).toBeDefined();
  });

  it('is not for another source', () => {
    fetchSessionAhead(SALES);
    expect(takeSessionAhead(() => Promise.resolve('x'), contextOf())).toBeUndefined();
  });

  it('waits once for each embed', () => {
    fetchSessionAhead(SALES);
    fetchSessionAhead(SALES);
    fetchSessionAhead({ ...SALES, dashboardId: 'orders' });
    expect(calls).toHaveLength(2);
  });

  it('is dropped after 4 minutes, and its call is aborted', () => {
    fetchSessionAhead(SALES);
    vi.advanceTimersByTime(4 * MINUTE - 1);
    expect(calls[0]?.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(take()).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is dropped when the machine has slept for as long, before any timer fires', () => {
    fetchSessionAhead(SALES);
    vi.setSystemTime(Date.now() + 5 * MINUTE);
    expect(take()).toBeUndefined();
    fetchSessionAhead(SALES);
    expect(calls).toHaveLength(2);
  });

  it('is dropped when the viewer signs out, also while it is in flight', () => {
    fetchSessionAhead(SALES);
    forgetViewer();
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(take()).toBeUndefined();
  });

  it('is dropped when the page gets another source or none, and by no other default', () => {
    fetchSessionAhead(SALES);
    configure({ locale: 'de' });
    expect(calls[0]?.signal.aborted).toBe(false);
    configure({ fetchSession: () => Promise.resolve('x') });
    expect(calls[0]?.signal.aborted).toBe(true);
    configure({ fetchSession });
    expect(take()).toBeUndefined();
    fetchSessionAhead(SALES);
    configure({ fetchSession: undefined });
    expect(calls[1]?.signal.aborted).toBe(true);
  });

  it('is forgotten when its call fails', async () => {
    configure({ fetchSession: () => Promise.reject(new Error('no')) });
    fetchSessionAhead(SALES);
    await vi.advanceTimersByTimeAsync(0);
    configure({ fetchSession });
    fetchSessionAhead(SALES);
    expect(take()).toBeDefined();
  });

  it('requires a source in `configure`', () => {
    configure({ fetchSession: undefined });
    expect(() => {
      fetchSessionAhead(SALES);
    }).toThrow('session-endpoint or fetchSession is missing.');
  });
});

describe('an element’s source', () => {
  const ask = (more?: Partial<SessionContext>, source = createSessionSource(Date.now, takeSessionAhead)) =>
    source.fetch(fetchSession, contextOf(more));

  it('takes it for the first load alone', async () => {
    fetchSessionAhead(SALES);
    const ahead = `ahead-${minted}`;
    expect((await ask({ reason: 'reload' })).id).not.toBe(ahead);
    expect((await ask()).id).toBe(ahead);
    expect(calls).toHaveLength(2);
  });

  it('makes its own call when the one ahead fails', async () => {
    let isFirst = true;
    const flaky: FetchSession = (context) => {
      if (!isFirst) return fetchSession(context);
      isFirst = false;
      return Promise.reject(new Error('no'));
    };
    configure({ fetchSession: flaky });
    fetchSessionAhead(SALES);
    const source = createSessionSource(Date.now, takeSessionAhead);
    expect((await source.fetch(flaky, contextOf())).id).toBe(`ahead-${minted}`);
    expect(calls).toHaveLength(1);
  });

  it('aborts it with the element’s own call, and then makes none', async () => {
    let signal: AbortSignal | undefined;
    let count = 0;
    const slow: FetchSession = (context) => {
      count += 1;
      signal = context.signal;
      return new Promise((_, reject) => {
        context.signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    };
    configure({ fetchSession: slow });
    fetchSessionAhead(SALES);
    const abort = new AbortController();
    const source = createSessionSource(Date.now, takeSessionAhead);
    const asked = source.fetch(slow, contextOf({ signal: abort.signal }));
    abort.abort();
    await expect(asked).rejects.toThrow('aborted');
    expect(signal?.aborted).toBe(true);
    expect(count).toBe(1);
  });

  it('keeps it for the second mount when the first one did not use it', async () => {
    fetchSessionAhead(SALES);
    const ahead = `ahead-${minted}`;
    vi.advanceTimersByTime(3 * MINUTE);
    const source = createSessionSource(Date.now, takeSessionAhead);
    const abort = new AbortController();
    const first = ask({ signal: abort.signal }, source);
    abort.abort();
    await first;
    expect((await ask({}, source)).id).toBe(ahead);
  });
});
