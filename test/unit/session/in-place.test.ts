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

describe('an embed that sends session-expiring', () => {
  it('gets one session in place and keeps its frame', async () => {
    await scene.pass(22 * HOUR + 56 * MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1']);
    expect(scene.live).toBe(first);
    expect(scene.told).toEqual(['renewing true', 'renewing false', 'renewed in-place session-expiring']);
  });

  it('lives for a week in the same frame with one session a day', async () => {
    scene.focus = true;
    scene.cancels = true;
    await scene.pass(7 * DAY);
    expect(scene.live).toBe(first);
    expect(first?.alive).toBe(true);
    expect(scene.handed).toHaveLength(1 + 7);
    expect(scene.told.join()).not.toMatch(/before-reload|status|error|failed/);
  });

  it('moves the next renewal with each new session', async () => {
    await scene.pass(HOUR);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.time.alarm).toBeGreaterThan(scene.now() + 22 * HOUR);
  });

  it('gets the session at once even while the viewer’s focus is in the frame', async () => {
    scene.focus = true;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.told).toContain('renewed in-place session-expiring');
  });
});

describe('many renewal triggers at once', () => {
  it('mint one session', async () => {
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

  it('mint one session when the first attempt failed and waits to be retried', async () => {
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

describe('an embed that expires during a long Retry-After of its backend', () => {
  it('ends in an error within minutes', async () => {
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = HOUR;
    await scene.says('live', 'expiring');
    await scene.pass(MINUTE);
    await scene.says('live', 'expired');
    await scene.pass(6 * MINUTE);
    expect(scene.machine.status).toBe('error');
  });
});

describe('messages of an embed in an unexpected order:', () => {
  it('expired before expiring renews once, because the late message refers to the old token', async () => {
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live).toBe(first);
    expect(scene.told.filter((what) => what.startsWith('renewed'))).toHaveLength(1);
  });

  it('expiring more than a minute after a renewal refers to the new token', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND + MINUTE);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(3);
  });

  it('expired soon after a renewal means that it failed, so the frame is replaced', async () => {
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
    await scene.says('live', 'fatal');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told).toContain('renewed reload embed-error');
  });

  it('the minute after a renewal is at most 1/24 of the token’s lifetime', async () => {
    scene.tokenTtl = 4 * MINUTE;
    await scene.says('live', 'expiring');
    await scene.pass(11 * SECOND);
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).toBe(first);
  });

  it('expired again and again ends in an error, not in a loop', async () => {
    for (let round = 0; round < 4; round++) {
      await scene.says('live', 'expired');
      await scene.pass(SECOND);
    }
    await scene.pass(10 * SECOND);
    expect(scene.machine.error?.code).toBe('session-expired');
    expect(scene.backend.calls.length).toBeLessThanOrEqual(5);
  });
});

describe('an embed that has proven it can renew in place', () => {
  it('is renewed in place on schedule when it does not ask for it', async () => {
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

  it('proves it for the tenant: the next frame is renewed in place too, unconfirmed', async () => {
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

describe('a token that was reported as expired and then renewed', () => {
  it('counts as valid: a failed renewal shows no error', async () => {
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
  it('renews in place, even if nothing is due, once the embed has proven that it can', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.told = [];
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.live).toBe(first);
    expect(scene.told).toEqual(['renewing true', 'renewing false', 'renewed in-place renew']);
  });

  it('joins a load in progress', async () => {
    void scene.machine.reload('reload');
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.backend.asked).toEqual(['initial 1', 'reload 1']);
  });

  it('does not wait for the backoff of a failed renewal', async () => {
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

  it('rejects after five attempts and keeps the frame', async () => {
    scene.backend.manner = 'failing';
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'session-failed' });
    await scene.pass(MINUTE);
    await renewal;
    expect(scene.machine.status).toBe('ready');
    expect(scene.live).toBe(first);
  });
});

describe('reload during a renewal', () => {
  it('replaces it: the old call is aborted and its answer reaches no frame', async () => {
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
  it('removes the live frame at once, because the viewer has signed out', async () => {
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
