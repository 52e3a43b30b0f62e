import { beforeEach, describe, expect, it } from 'vitest';
import { CubeEmbedError } from '../../../src/shared/errors.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

describe('the first load', () => {
  it('fetches one session, loads it in one frame and is ready when the embed sends ready', async () => {
    await scene.start();
    expect(scene.backend.asked).toEqual(['initial 1']);
    expect(scene.next).toBeUndefined();
    await scene.pass(50);
    expect(scene.next).toBeDefined();
    expect(scene.machine.status).toBe('loading');
    await scene.pass(500);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told).toEqual(['status loading', 'status ready', 'ready confirmed']);
    expect(scene.backend.calls).toHaveLength(1);
  });

  it('continues in a hidden tab, so that the embed is up when the viewer returns', async () => {
    await scene.hide();
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('ready');
  });

  it('waits for the network when the page is known to be offline', async () => {
    scene.online = false;
    await scene.start();
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(0);
    expect(scene.time.alarm).toBe(Infinity);
    await scene.connect();
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });

  it('dispatches no before-reload, because the viewer cannot lose anything', async () => {
    scene.cancels = true;
    await scene.up();
    expect(scene.machine.status).toBe('ready');
    expect(scene.told).not.toContain('before-reload renew');
  });

  it('does not count as a renewal, nor does its ready frame', async () => {
    await scene.start();
    expect(scene.machine.renewing).toBe(false);
    await scene.pass(MINUTE);
    expect(scene.machine.renewing).toBe(false);
    expect(scene.told.join()).not.toMatch(/renew/);
  });

  it('schedules the renewal in the last 1/24 of the token’s lifetime, and no earlier', async () => {
    await scene.up();
    const { handed } = scene;
    expect(handed).toHaveLength(1);
    expect(scene.time.alarm).toBeGreaterThanOrEqual(23 * HOUR);
    expect(scene.time.alarm).toBeLessThanOrEqual(23.5 * HOUR + SECOND);
  });
});

describe('a tenant that sends no messages', () => {
  beforeEach(() => {
    scene.embed.generation = 'none';
  });

  it('counts as ready, unconfirmed, three seconds after its page has loaded', async () => {
    await scene.start();
    await scene.pass(250 + 2_999);
    expect(scene.machine.status).toBe('loading');
    await scene.pass(1);
    expect(scene.told).toEqual(['status loading', 'status ready', 'ready unconfirmed']);
  });

  it('is reported as confirmed, once, when its first message was only late', async () => {
    await scene.up();
    scene.embed.generation = 'events';
    await scene.says('live', 'ready');
    expect(scene.told).toEqual(['ready confirmed again']);
    await scene.says('live', 'ready');
    expect(scene.told).toEqual(['ready confirmed again']);
    expect(scene.machine.status).toBe('ready');
  });

  it('does not count as ready before its page has loaded', async () => {
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(4 * MINUTE);
    expect(scene.machine.status).toBe('loading');
    expect(scene.backend.calls).toHaveLength(1);
  });
});

describe('a tenant that has sent a message', () => {
  it('is not assumed ready without a message in any later load of the same embed', async () => {
    await scene.up();
    scene.embed.start = 'silent';
    void scene.machine.reload('reload');
    await scene.pass(4 * MINUTE);
    expect(scene.machine.status).toBe('loading');
    await scene.pass(DAY);
    expect(scene.told).toContain('error frame-timeout');
  });

  it('is not assumed ready without a message when a page event re-checks the session', async () => {
    await scene.up();
    scene.embed = { ...scene.embed, start: 'silent' };
    void scene.machine.reload('reload');
    await scene.pass(MINUTE);
    await scene.hide();
    await scene.show();
    expect(scene.machine.status).toBe('loading');
  });

  it('is not assumed ready without a message after any other message', async () => {
    scene.embed.start = 'silent';
    await scene.start();
    await scene.pass(SECOND);
    await scene.says('next');
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('loading');
  });

  it('is no longer assumed to send messages when the embed changes', async () => {
    await scene.up();
    scene.embed.generation = 'none';
    await scene.start('reload', 'another');
    await scene.pass(10 * SECOND);
    expect(scene.told).toContain('ready unconfirmed');
  });
});

describe('the lifetime of a session', () => {
  it('drops a session whose frame is not ready within it, and fetches another', async () => {
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(5 * MINUTE - 1);
    expect(scene.backend.calls).toHaveLength(1);
    const first = scene.next;
    scene.embed.start = 'well';
    await scene.pass(1);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 1']);
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
    expect(scene.live).not.toBe(first);
    expect(scene.wrongs).toEqual([]);
  });

  it('counts from the start of the call, not from its answer', async () => {
    scene.backend.latency = 20 * SECOND;
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(5 * MINUTE);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('drops an answer that arrives after it, and fetches another session at once', async () => {
    scene.backend.latency = 10 * SECOND;
    await scene.start();
    scene.time.sleep(5 * MINUTE);
    await scene.pass(0);
    expect(scene.handed).toEqual([]);
    expect(scene.backend.calls).toHaveLength(2);
    await scene.pass(11 * SECOND);
    expect(scene.machine.status).toBe('ready');
    expect(scene.wrongs).toEqual([]);
  });

  it('ends in frame-timeout after three sessions expired in a row', async () => {
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(15 * MINUTE);
    expect(scene.backend.calls).toHaveLength(3);
    expect(scene.told).toEqual(['status loading', 'status error', 'error frame-timeout']);
    expect(scene.next).toBeUndefined();
    expect(scene.machine.error).toMatchObject({ code: 'frame-timeout', retryable: true });
  });

  it('is set by session-ttl', async () => {
    scene.sessionTtl = MINUTE;
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('can be changed while a frame loads', async () => {
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(MINUTE);
    scene.sessionTtl = 30 * SECOND;
    scene.machine.tick();
    await scene.settle();
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('ends at waking when the machine slept through it', async () => {
    scene.embed.loading = 10 * SECOND;
    await scene.start();
    await scene.pass(SECOND);
    await scene.sleep(10 * MINUTE);
    await scene.pass(20 * SECOND);
    expect(scene.machine.status).toBe('ready');
    expect(scene.tenant.spentTwice).toBe(0);
  });
});

describe('reload', () => {
  it('removes the live frame at once and settles with the load', async () => {
    await scene.up();
    const settled: string[] = [];
    void scene.machine.reload('reload').then(() => settled.push('done'));
    expect(scene.live).toBeUndefined();
    expect(scene.machine.status).toBe('loading');
    await scene.pass(SECOND);
    expect(settled).toEqual(['done']);
    expect(scene.told).toEqual(['status loading', 'status ready', 'ready confirmed']);
    expect(scene.backend.asked.at(-1)).toBe('reload 1');
  });

  it('aborts the call in flight, whose late answer reaches no frame', async () => {
    scene.backend.heedsAbort = false;
    scene.backend.latency = 10 * SECOND;
    await scene.start();
    scene.backend.latency = SECOND;
    void scene.machine.reload('reload');
    expect(scene.backend.calls[0]?.signal.aborted).toBe(true);
    await scene.pass(MINUTE);
    expect(scene.handed).toHaveLength(1);
    expect(scene.machine.status).toBe('ready');
  });

  it('settles earlier reloads together with the last one', async () => {
    await scene.up();
    const all = Promise.all([scene.machine.reload('reload'), scene.machine.reload('reload')]);
    await scene.pass(SECOND);
    await all;
    expect(scene.backend.inFlight).toEqual([]);
    expect(scene.handed).toHaveLength(2);
  });

  it('rejects with the error that ends the load', async () => {
    await scene.up();
    scene.backend.manner = 'denying';
    const reload = scene.machine.reload('reload');
    const failure = expect(reload).rejects.toMatchObject({ code: 'session-denied' });
    await scene.pass(SECOND);
    await failure;
  });
});

describe('a configuration that cannot work', () => {
  it('ends in an error without a call, and is not retried later or when the viewer returns', async () => {
    await scene.refuse(new CubeEmbedError('invalid-config', 'base-url is missing.'));
    await scene.hide();
    await scene.show();
    await scene.pass(DAY);
    expect(scene.told).toEqual(['status error', 'error invalid-config']);
    expect(scene.backend.calls).toEqual([]);
    await scene.start('reload');
    expect(scene.machine.error).toBeNull();
  });

  it('discards the call in flight', async () => {
    scene.backend.heedsAbort = false;
    await scene.start();
    await scene.refuse(new CubeEmbedError('invalid-config', 'base-url is missing.'));
    await scene.pass(SECOND);
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });
});
