import { beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

/** Seconds between the calls made so far. */
function gaps(): number[] {
  const { calls } = scene.backend;
  return calls.slice(1).map((call, index) => (call.since - (calls[index]?.since ?? 0)) / SECOND);
}

describe('a backend that fails', () => {
  beforeEach(() => {
    scene.backend.manner = 'failing';
    scene.backend.latency = 0;
  });

  it('is called five times with growing delays before the element reports an error', async () => {
    scene.random = () => 0.999_999;
    await scene.start();
    await scene.pass(20 * SECOND);
    expect(scene.backend.asked).toEqual([1, 2, 3, 4, 5].map((attempt) => `initial ${attempt}`));
    expect(gaps().map(Math.round)).toEqual([1, 2, 4, 8]);
    expect(scene.told).toEqual(['status loading', 'status error', 'error session-failed']);
    expect(scene.machine.error).toMatchObject({ code: 'session-failed', retryable: true });
  });

  it('is not called again before Retry-After, with up to a fifth on top', async () => {
    scene.backend.retryAfter = 90 * SECOND;
    await scene.start();
    await scene.pass(99 * SECOND - 1);
    expect(scene.backend.calls).toHaveLength(1);
    scene.backend.manner = 'good';
    await scene.pass(2);
    expect(scene.backend.calls).toHaveLength(2);
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });

  it('is waited for no longer than five minutes', async () => {
    scene.backend.retryAfter = 5 * MINUTE;
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('loading');
    scene.backend.retryAfter = 5 * MINUTE + 1;
    await scene.pass(6 * MINUTE);
    expect(scene.machine.status).toBe('error');
  });

  it('causes no error when it answers again in time', async () => {
    await scene.start();
    scene.backend.manner = 'good';
    await scene.pass(10 * SECOND);
    expect(scene.told).toEqual(['status loading', 'status ready', 'ready confirmed']);
  });

  it('is called again in a hidden tab, so that the embed is up when the viewer returns', async () => {
    await scene.start();
    await scene.hide();
    scene.backend.manner = 'good';
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('ready');
  });

  it('is not called while offline, and is called at once when the network is back', async () => {
    await scene.start();
    await scene.disconnect();
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(1);
    scene.backend.manner = 'good';
    await scene.connect();
    expect(scene.backend.asked.at(-1)).toBe('initial 2');
  });

  it('is called up to five times again after a click on the retry button', async () => {
    await scene.start();
    await scene.pass(20 * SECOND);
    const retry = scene.machine.reload('retry');
    expect(scene.machine.status).toBe('loading');
    const failure = expect(retry).rejects.toMatchObject({ code: 'session-failed' });
    await scene.pass(20 * SECOND);
    await failure;
    expect(scene.backend.asked.slice(5)).toEqual([1, 2, 3, 4, 5].map((attempt) => `retry ${attempt}`));
  });
});

describe('a backend that hangs', () => {
  beforeEach(() => {
    scene.backend.latency = Infinity;
  });

  it('times out after 30 seconds, with its signal aborted, and is called again', async () => {
    await scene.start();
    await scene.pass(30 * SECOND - 1);
    expect(scene.backend.inFlight).toHaveLength(1);
    await scene.pass(1);
    expect(scene.backend.calls[0]?.signal.aborted).toBe(true);
    await scene.pass(SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 2']);
    expect(scene.backend.inFlight).toHaveLength(1);
  });

  it('ends in session-timeout after five calls', async () => {
    await scene.start();
    await scene.pass(5 * MINUTE);
    expect(scene.machine.error).toMatchObject({ code: 'session-timeout', retryable: true });
  });

  it('times out at waking when the machine slept', async () => {
    await scene.start();
    scene.backend.latency = 50;
    await scene.sleep(8 * HOUR);
    await scene.pass(10 * SECOND);
    expect(scene.machine.status).toBe('ready');
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('does not override a newer call with its late answer', async () => {
    scene.backend.latency = 35 * SECOND;
    scene.backend.heedsAbort = false;
    await scene.start();
    scene.random = () => 0;
    await scene.pass(31 * SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 2']);
    await scene.pass(10 * SECOND);
    expect(scene.handed).toEqual([]);
    expect(scene.backend.inFlight).toHaveLength(1);
  });
});

describe('an answer that cannot be used', () => {
  it.each([
    ['garbage', 'session-invalid'],
    ['refusing', 'session-failed'],
    ['denying', 'session-denied'],
  ] as const)('(%s) ends in %s at once', async (manner, code) => {
    scene.backend.manner = manner;
    await scene.start();
    await scene.pass(DAY);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.told).toEqual(['status loading', 'status error', `error ${code}`]);
    expect(scene.handed).toEqual([]);
  });

  it('ends in an error when a session id is repeated', async () => {
    await scene.up();
    scene.backend.manner = 'repeating';
    void scene.machine.reload('reload');
    await scene.pass(MINUTE);
    expect(scene.told).toEqual(['status loading', 'status error', 'error session-reused']);
    expect(scene.handed).toHaveLength(1);
  });

  it('ends in an error when another element of the page already has the session', async () => {
    const first = new Scene();
    await first.up();
    scene.backend.fetchSession = () => Promise.resolve(first.handed[0]!.session);
    await scene.start();
    expect(scene.machine.error?.code).toBe('session-reused');
  });
});

describe('a denial', () => {
  beforeEach(async () => {
    scene.backend.manner = 'denying';
    await scene.start();
    await scene.pass(SECOND);
    scene.backend.manner = 'good';
  });

  it.each(['reload', 'renew'] as const)('is lifted when the host calls %s()', async (method) => {
    const done = method === 'reload' ? scene.machine.reload('reload') : scene.machine.renew();
    await scene.pass(SECOND);
    await done;
    expect(scene.machine.status).toBe('ready');
    expect(scene.backend.asked.at(-1)).toBe('reload 1');
  });
});
