import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectGarbage } from '../support/collect-garbage.js';
import { offerEarly } from '../../../src/session/early.js';
import { sharedEndpoint } from '../../../src/session/endpoint.js';
import type { SessionReason } from '../../../src/session/source.js';
import { forgetViewer } from '../../../src/shared/viewer.js';

const URL = 'https://host.example/cube-session';
const BODY = '{"surface":"chat","reason":"initial"}';
const answer = (sessionId: string): Response => Response.json({ sessionId });

let calls: string[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  calls = [];
  vi.stubGlobal('fetch', (url: string, { body }: RequestInit) => {
    calls.push(`${url} ${String(body)}`);
    return Promise.resolve(answer(`called ${calls.length}`));
  });
});
afterEach(async () => {
  // Clear what earlier tests left, whatever its age.
  vi.setSystemTime(0);
  vi.spyOn(performance, 'now').mockReturnValue(0);
  while ((await ask()) !== `called ${calls.length}`);
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function offer(
  sessionId: string,
  { url = URL, body = BODY, response = Promise.resolve<Response | undefined>(answer(sessionId)) } = {},
): void {
  offerEarly([url, body, performance.now(), response]);
}

async function ask(url = URL, reason: SessionReason = 'initial'): Promise<string> {
  const { signal } = new AbortController();
  const session = await sharedEndpoint(url)({ surface: 'chat', reason, attempt: 1, signal });
  return (session as { sessionId: string }).sessionId;
}

describe('a call that began before the elements’ script loaded', () => {
  it('gives its answer once, to the first request for the same session', async () => {
    offer('early');
    expect(await ask()).toBe('early');
    expect(calls).toEqual([]);
    expect(await ask()).toBe('called 1');
    expect(calls).toEqual([`${URL} ${BODY}`]);
  });

  it('is awaited while it is in flight', async () => {
    let resolve!: (response: Response) => void;
    offer('', { response: new Promise((set) => (resolve = set)) });
    const asked = ask();
    resolve(answer('late'));
    expect(await asked).toBe('late');
    expect(calls).toEqual([]);
  });

  it('gives its answer only for its own endpoint and body', async () => {
    offer('of another body', { body: BODY.replace('chat', 'app') });
    offer('of another endpoint', { url: `${URL}/2` });
    offer('its own');
    expect(await ask(URL, 'retry')).toBe('called 1');
    expect(await ask()).toBe('its own');
    expect(await ask(`${URL}/2`)).toBe('of another endpoint');
    expect(await ask(`${URL}/2`)).toBe('called 2');
  });

  it.each([
    [29_999, 'early'],
    [30_000, 'called 1'],
  ])('is used for 30 seconds: after %i ms the session is "%s"', async (age, expected) => {
    offer('early');
    vi.advanceTimersByTime(age);
    expect(await ask()).toBe(expected);
  });

  it('is not used later because a clock was set back or stood still', async () => {
    offer('early');
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(30_000);
    expect(await ask()).toBe('called 1');
    offer('early');
    const asleep = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    vi.setSystemTime(Date.now() + 30_000);
    expect(await ask()).toBe('called 2');
    asleep.mockRestore();
  });

  it('is repeated when it failed', async () => {
    offer('', { response: Promise.resolve(undefined) });
    expect(await ask()).toBe('called 1');
  });

  it('counts as the element’s own call when it was denied', async () => {
    offer('', { response: Promise.resolve(new Response('', { status: 401 })) });
    await expect(ask()).rejects.toMatchObject({ code: 'session-denied' });
    expect(calls).toEqual([]);
  });

  it('is dropped when the viewer signs out', async () => {
    offer('alice');
    forgetViewer();
    expect(await ask()).toBe('called 1');
  });

  it('is dropped then also after a garbage collection', async () => {
    offer('alice');
    await collectGarbage();
    forgetViewer();
    expect(await ask()).toBe('called 1');
  });

  it('is dropped when its tag is defined after the viewer has signed out', async () => {
    const began = performance.now();
    vi.advanceTimersByTime(1_000);
    forgetViewer();
    offerEarly([URL, BODY, began, Promise.resolve(answer('alice'))]);
    expect(await ask()).toBe('called 1');
    vi.advanceTimersByTime(1_000);
    offer('bob');
    expect(await ask()).toBe('bob');
  });
});
