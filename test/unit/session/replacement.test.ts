import { beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

/** With `random()` at 0.5 the renewal is due 15 minutes into the last hour of the token, after a grace period of 3.75 s. */
const DUE = 23.25 * HOUR;

let scene: Scene;
let first: Embed | undefined;
beforeEach(async () => {
  scene = new Scene();
  await scene.up();
  first = scene.live;
});

describe('an embed not known to renew in place', () => {
  it('is replaced in the last 1/24 of the token’s lifetime, and not before', async () => {
    await scene.pass(DUE - 10 * SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.pass(20 * SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1']);
    expect(scene.live).not.toBe(first);
    expect(scene.told).toEqual([
      'before-reload window',
      'renewing true',
      'renewing false',
      'ready confirmed',
      'renewed reload window',
    ]);
  });

  it('stays in place until the new frame is ready behind it', async () => {
    scene.embed.loading = 30 * SECOND;
    await scene.pass(DUE + 20 * SECOND);
    expect(scene.live).toBe(first);
    expect(scene.next).toBeDefined();
    expect(scene.machine.status).toBe('ready');
    expect(scene.machine.renewing).toBe(true);
    await scene.pass(MINUTE);
    expect(scene.live).not.toBe(first);
    expect(scene.next).toBeUndefined();
  });

  it('works for a week with one frame a day and never an expired one', async () => {
    scene.check = () => {
      if (scene.machine.status === 'ready') expect(scene.live?.alive).toBe(true);
    };
    await scene.pass(7 * DAY);
    expect(scene.handed.length).toBeLessThanOrEqual(8);
    expect(scene.wrongs).toEqual([]);
  });

  it('is replaced too if the tenant sends no messages at all', async () => {
    scene = new Scene();
    scene.embed.generation = 'none';
    await scene.up();
    await scene.pass(DUE + 20 * SECOND);
    expect(scene.told.slice(-2)).toEqual(['ready unconfirmed', 'renewed reload window']);
  });

  it('gets the session in place when it asks within the grace period', async () => {
    await scene.pass(DUE - 3 * SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    scene.embed.generation = 'renewal';
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(scene.told.at(-1)).toBe('renewed in-place window');
    expect(scene.live).toBe(first);
  });

  it('keeps a replacement that is loading when it asks too late', async () => {
    scene.embed.loading = 10 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    expect(scene.next).toBeDefined();
    await scene.says('live', 'expiring');
    await scene.pass(MINUTE);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live).not.toBe(first);
  });

  it.each([
    ['longer', 2 * DAY],
    ['shorter', 2 * HOUR],
  ])('is replaced on the schedule of a %s token-ttl', async (_what, ttl) => {
    scene.tokenTtl = ttl;
    scene.machine.tick();
    await scene.pass((ttl * 23) / 24 - MINUTE);
    expect(scene.told).toEqual([]);
    await scene.pass(ttl / 24);
    expect(scene.told).toContain('renewed reload window');
  });
});

describe('a replacement', () => {
  it('that is refused is retried while the old frame stays', async () => {
    scene.tenant.sessionLife = -1;
    await scene.pass(DUE + 5 * SECOND);
    expect(scene.live).toBe(first);
    expect(scene.told).toContain('failed embed-error');
    scene.tenant.sessionLife = 5 * MINUTE;
    await scene.pass(MINUTE);
    expect(scene.live).not.toBe(first);
    expect(scene.tenant.spentTwice).toBe(0);
  });

  it('that reports session-expired is retried while the old frame stays', async () => {
    scene.embed.start = 'silent';
    await scene.pass(DUE + 5 * SECOND);
    await scene.says('next', 'expired');
    expect(scene.next).toBeUndefined();
    expect(scene.live).toBe(first);
    expect(scene.told.at(-1)).toBe('failed session-expired');
    await scene.pass(MINUTE);
    expect(scene.backend.asked.slice(1)).toEqual(['renewal 1', 'renewal 2']);
  });

  it('that sends no message times out without an error, and so does the next', async () => {
    scene.embed.start = 'silent';
    await scene.pass(DUE + 15 * MINUTE + 6 * SECOND);
    expect(scene.backend.calls.length).toBeGreaterThanOrEqual(4);
    expect(scene.told.filter((what) => what === 'failed frame-timeout')).toHaveLength(1);
    expect(scene.live).toBe(first);
    scene.embed.start = 'well';
    await scene.pass(10 * MINUTE);
    expect(scene.live).not.toBe(first);
    expect(scene.wrongs).toEqual([]);
  });

  it('that sends no message is reported at every third timeout', async () => {
    scene.embed.start = 'silent';
    await scene.pass(DUE + 31 * MINUTE);
    expect(scene.told.filter((what) => what === 'failed frame-timeout')).toHaveLength(2);
    expect(scene.live).toBe(first);
  });

  it('whose session arrived too late is dropped, and another is fetched at once', async () => {
    scene.backend.latency = 20 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    expect(scene.backend.inFlight).toHaveLength(1);
    scene.time.sleep(5 * MINUTE);
    scene.backend.latency = 50;
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(3);
    expect(scene.live).not.toBe(first);
    expect(scene.wrongs).toEqual([]);
  });

  it('that sends its first message late is confirmed when it is shown', async () => {
    scene = new Scene();
    scene.embed.generation = 'none';
    await scene.up();
    await scene.pass(DUE);
    scene.focus = true;
    scene.embed.generation = 'events';
    await scene.pass(5 * SECOND);
    expect(scene.next).toBeDefined();
    await scene.says('next', 'ready');
    await scene.pass(SECOND);
    scene.focus = false;
    await scene.pass(10 * SECOND);
    expect(scene.told).toContain('ready confirmed');
  });
});
