import { beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
let first: Embed | undefined;
beforeEach(async () => {
  scene = new Scene();
  scene.embed.generation = 'renewal';
  await scene.up();
  first = scene.live;
});

describe('an embed that says session-expiring', () => {
  it('gets one session in place, and its frame stays', async () => {
    await scene.pass(22 * HOUR + 56 * MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1']);
    expect(scene.live).toBe(first);
    expect(scene.told).toEqual(['renewing true', 'renewing false', 'renewed in-place session-expiring']);
  });

  it('lives for a week in the same frame, one session a day', async () => {
    scene.focus = true;
    scene.cancels = true;
    await scene.pass(7 * DAY);
    expect(scene.live).toBe(first);
    expect(first?.alive).toBe(true);
    expect(scene.handed).toHaveLength(1 + 7);
    expect(scene.told.join()).not.toMatch(/before-reload|status|error|failed/);
  });

  it('begins a window of its own with each session: the alarm moves with it', async () => {
    await scene.pass(HOUR);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.time.alarm).toBeGreaterThan(scene.now() + 22 * HOUR);
  });

  it('gets the session at once, under the hands of the viewer too', async () => {
    scene.focus = true;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.told).toContain('renewed in-place session-expiring');
  });
});

describe('a storm of triggers', () => {
  it('mints one session', async () => {
    scene.backend.latency = 5 * SECOND;
    const renewals = [scene.machine.renew(), scene.machine.renew()];
    await scene.says('live', 'expiring');
    await scene.says('live', 'expired');
    await scene.says('live', 'expiring');
    await scene.woken();
    await scene.disconnect();
    await scene.connect();
    renewals.push(scene.machine.renew());
    await scene.pass(10 * SECOND);
    await Promise.all(renewals);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.told.filter((what) => what.startsWith('renewed'))).toEqual(['renewed in-place renew']);
    expect(scene.live).toBe(first);
  });

  it('mints one session when the first of them has failed and waits', async () => {
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = 10 * SECOND;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.backend.manner = 'good';
    await scene.says('live', 'expired');
    await scene.says('live', 'expiring');
    await scene.woken();
    expect(scene.backend.calls).toHaveLength(2);
    await scene.pass(12 * SECOND);
    expect(scene.backend.asked.slice(1)).toEqual(['renewal 1', 'renewal 2']);
    expect(first?.alive).toBe(true);
  });
});

describe('an embed that expires while its backend has asked to be left alone', () => {
  it('is an error before long', async () => {
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = HOUR;
    await scene.says('live', 'expiring');
    await scene.pass(MINUTE);
    await scene.says('live', 'expired');
    await scene.pass(6 * MINUTE);
    expect(scene.machine.status).toBe('error');
  });
});

describe('the words of an embed, in the wrong order', () => {
  it('expired before expiring renews once: the late word is about the old token', async () => {
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live).toBe(first);
    expect(scene.told.filter((what) => what.startsWith('renewed'))).toHaveLength(1);
  });

  it('expiring after the first minute is about the new token', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND + MINUTE);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(3);
  });

  it('expired soon after a renewal says that it did not take: the frame is replaced', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.told = [];
    await scene.says('live', 'expired');
    expect(scene.live).toBeUndefined();
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.told).toEqual([
      'status loading',
      'failed session-expired',
      'status ready',
      'ready confirmed',
      'renewed reload session-expired',
    ]);
  });

  it('a fatal error soon after a renewal replaces the frame', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    await scene.says('live', 'failed');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told).toContain('renewed reload embed-error');
  });

  it('the trial of a renewal is no longer than the last twenty-fourth of the token', async () => {
    scene.tokenTtl = 4 * MINUTE;
    await scene.says('live', 'expiring');
    await scene.pass(11 * SECOND);
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).toBe(first);
  });

  it('an embed that is expired again and again ends in error, not in a loop', async () => {
    for (let round = 0; round < 4; round++) {
      await scene.says('live', 'expired');
      await scene.pass(SECOND);
    }
    await scene.pass(10 * SECOND);
    expect(scene.machine.error?.code).toBe('session-expired');
    expect(scene.backend.calls.length).toBeLessThanOrEqual(5);
  });
});

describe('an embed that has proven itself', () => {
  it('is renewed in place by the window when its own word does not come', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.tenant.tokenLife = 3 * DAY;
    await scene.says('live');
    first!.options.notice = 0;
    scene.told = [];
    await scene.pass(22 * HOUR);
    scene.focus = true;
    await scene.pass(2 * HOUR);
    expect(scene.live).toBe(first);
    expect(scene.told.join()).not.toMatch(/before-reload/);
  });

  it('has proven it for the tenant: the frame after it is renewed in place as well, but unconfirmed', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.embed = { ...scene.embed, generation: 'events' };
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    scene.told = [];
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.told).toContain('renewed in-place renew unconfirmed');
  });
});

describe('a token that was said to be over, and then renewed,', () => {
  it('lives: a renewal that fails is quiet again', async () => {
    await scene.says('live', 'expired');
    await scene.pass(2 * MINUTE);
    scene.backend.manner = 'failing';
    void scene.machine.renew();
    await scene.pass(HOUR);
    expect(scene.live).toBe(first);
    expect(scene.told.join()).not.toMatch(/error/);
  });
});

describe('renew()', () => {
  it('is in place for an embed that has proven itself, though nothing is due', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.told = [];
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.live).toBe(first);
    expect(scene.told).toEqual(['renewing true', 'renewing false', 'renewed in-place renew']);
  });

  it('joins a load that is under way', async () => {
    void scene.machine.reload('reload');
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.backend.asked).toEqual(['initial 1', 'reload 1']);
  });

  it('does not wait for the backoff of a renewal that has failed', async () => {
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = HOUR;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.backend.manner = 'good';
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.told).toContain('renewed in-place renew');
  });

  it('resolves when a later attempt succeeds', async () => {
    scene.backend.manner = 'failing';
    const renewal = scene.machine.renew();
    await scene.pass(50);
    expect(scene.backend.calls).toHaveLength(2);
    scene.backend.manner = 'good';
    await scene.pass(MINUTE);
    await expect(renewal).resolves.toBeUndefined();
  });

  it('rejects after five attempts, and the frame stays', async () => {
    scene.backend.manner = 'failing';
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'session-failed' });
    await scene.pass(MINUTE);
    await renewal;
    expect(scene.machine.status).toBe('ready');
    expect(scene.live).toBe(first);
  });
});

describe('reload during a renewal', () => {
  it('takes its place: the old call is aborted and its answer reaches no frame', async () => {
    scene.backend.latency = 5 * SECOND;
    scene.backend.heedsAbort = false;
    await scene.says('live', 'expiring');
    const reload = scene.machine.reload('reload');
    expect(scene.backend.inFlight).toHaveLength(1);
    await scene.pass(10 * SECOND);
    await reload;
    expect(scene.handed).toHaveLength(2);
    expect(scene.live).not.toBe(first);
    expect(scene.machine.renewing).toBe(false);
    expect(scene.told.join()).not.toMatch(/renewed/);
  });
});

describe('a denial during a renewal', () => {
  it('ends it at once, the live frame too: the viewer has signed out', async () => {
    scene.backend.manner = 'denying';
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.live).toBeUndefined();
    expect(scene.machine.error?.code).toBe('session-denied');
    expect(scene.told.slice(-3)).toEqual(['status error', 'renewing false', 'error session-denied']);
    await scene.pass(3 * DAY);
    expect(scene.backend.calls).toHaveLength(2);
  });
});
