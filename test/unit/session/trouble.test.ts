import { beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
let first: Embed | undefined;
async function setUp(generation: 'events' | 'renewal'): Promise<void> {
  scene = new Scene();
  scene.embed.generation = generation;
  await scene.up();
  first = scene.live;
}
const heard = (what: string): number => scene.told.filter((one) => one === what).length;

describe('a renewal that fails while the token lives', () => {
  beforeEach(async () => {
    await setUp('events');
    scene.random = () => 1;
    scene.backend.manner = 'failing';
    void scene.machine.renew();
  });

  it('is quiet: the frame stays, and only the host is told', async () => {
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('ready');
    expect(scene.live).toBe(first);
    expect(scene.machine.error).toBeNull();
    expect(heard('failed session-failed')).toBeGreaterThan(4);
    expect(scene.told.join()).not.toMatch(/status|error/);
  });

  it('goes on past the fifth attempt, at most once a minute and at least that often', async () => {
    await scene.pass(HOUR);
    const times = scene.backend.calls.map(({ since }) => since);
    const gaps = times.slice(8).map((time, index) => time - times[index + 7]!);
    expect(gaps.length).toBeGreaterThan(50);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(MINUTE);
      expect(gap).toBeLessThanOrEqual(MINUTE + SECOND);
    }
  });

  it('is under way all the while', async () => {
    await scene.pass(10 * MINUTE);
    expect(scene.machine.renewing).toBe(true);
    expect(heard('renewing true')).toBe(1);
  });

  it('succeeds when the backend is back', async () => {
    await scene.pass(10 * MINUTE);
    scene.backend.manner = 'good';
    await scene.pass(2 * MINUTE);
    expect(scene.told.at(-1)).toBe('renewed reload renew');
    expect(scene.live?.alive).toBe(true);
  });

  it('is an error once the token is over', async () => {
    await scene.pass(DAY + 2 * MINUTE);
    expect(scene.live).toBeUndefined();
    expect(scene.next).toBeUndefined();
    expect(scene.machine.error?.code).toBe('session-failed');
    expect(scene.machine.renewing).toBe(false);
    expect(heard('error session-failed')).toBe(1);
  });

  it.each(['garbage', 'refusing', 'repeating'] as const)('(%s) is quiet too', async (manner) => {
    scene.backend.manner = manner;
    await scene.pass(HOUR);
    expect(scene.live).toBe(first);
    expect(scene.backend.calls.length).toBeGreaterThan(10);
  });
});

describe('a backend that is down across the end of the token', () => {
  it.each(['events', 'renewal'] as const)(
    'leads to the error, and the viewer who comes back finds the embed (%s)',
    async (generation) => {
      await setUp(generation);
      await scene.pass(22 * HOUR);
      scene.backend.manner = 'failing';
      await scene.pass(3 * HOUR);
      expect(scene.machine.error?.code).toBe('session-failed');
      await scene.hide();
      scene.backend.manner = 'good';
      await scene.pass(HOUR);
      expect(scene.machine.status).toBe('error');
      await scene.show();
      await scene.pass(SECOND);
      expect(scene.live?.alive).toBe(true);
    },
  );

  it('tries at the end itself, however long it was to wait', async () => {
    await setUp('events');
    scene.focus = true;
    await scene.pass(23 * HOUR + 50 * MINUTE);
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = HOUR;
    void scene.machine.renew();
    await scene.pass(SECOND);
    const calls = scene.backend.calls.length;
    scene.backend.manner = 'good';
    await scene.pass(10 * MINUTE);
    expect(scene.backend.calls).toHaveLength(calls + 1);
    expect(scene.live?.alive).toBe(true);
  });

  it('does not leave a dead frame in front of the viewer for as long as it asks to be left alone', async () => {
    await setUp('renewal');
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = HOUR;
    await scene.says('live', 'expired');
    await scene.pass(2 * MINUTE);
    expect(scene.machine.status).toBe('error');
  });
});

describe('a fatal error of the live embed', () => {
  beforeEach(() => setUp('events'));

  it('gets one new session and frame by itself', async () => {
    await scene.says('live', 'failed');
    expect(scene.live).toBeUndefined();
    expect(scene.machine.status).toBe('loading');
    await scene.pass(SECOND);
    expect(scene.told).toEqual([
      'status loading',
      'failed embed-error',
      'status ready',
      'ready confirmed',
      'renewed reload embed-error',
    ]);
    expect(scene.backend.asked.at(-1)).toBe('retry 1');
  });

  it('is an error the second time within a minute', async () => {
    await scene.says('live', 'failed');
    await scene.pass(MINUTE);
    await scene.says('live', 'failed');
    expect(scene.machine.error).toMatchObject({ code: 'embed-error', retryable: true });
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live).toBeUndefined();
  });

  it('is forgiven after a stable minute', async () => {
    for (let round = 0; round < 5; round++) {
      await scene.says('live', 'failed');
      await scene.pass(MINUTE + SECOND);
      expect(scene.machine.status).toBe('ready');
    }
    expect(scene.backend.calls).toHaveLength(6);
  });

  it('is forgiven after a reload by the host', async () => {
    await scene.says('live', 'failed');
    await scene.pass(SECOND);
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    await scene.says('live', 'failed');
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });

  it('carries what the embed said', async () => {
    await scene.says('live', 'failed');
    scene.machine.hear('next', 'failed', 'out of memory');
    await scene.pass(SECOND);
    scene.machine.hear('live', 'failed', 'out of memory');
    expect(scene.machine.error?.message).toContain('out of memory');
  });

  it('turns a renewal whose session is on its way into a load', async () => {
    scene.backend.latency = 10 * SECOND;
    void scene.machine.renew();
    await scene.settle();
    await scene.says('live', 'failed');
    expect(scene.live).toBeUndefined();
    expect(scene.machine.status).toBe('loading');
    await scene.pass(11 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.told.slice(-2)).toEqual(['ready confirmed', 'renewed reload renew']);
  });

  it('turns a renewal whose frame is on its way into a load', async () => {
    scene.embed = { ...scene.embed, loading: 10 * SECOND };
    void scene.machine.renew();
    await scene.pass(SECOND);
    const next = scene.next;
    await scene.says('live', 'failed');
    expect(scene.next).toBe(next);
    await scene.pass(10 * SECOND);
    expect(scene.live).toBe(next);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('with a second one soon after ends in the error, whatever was on its way', async () => {
    await scene.says('live', 'failed');
    await scene.pass(SECOND);
    scene.backend.latency = 10 * SECOND;
    void scene.machine.renew();
    await scene.settle();
    await scene.says('live', 'failed');
    expect(scene.machine.status).toBe('error');
    await scene.pass(MINUTE);
    expect(scene.backend.calls).toHaveLength(3);
    expect(scene.next).toBeUndefined();
  });

  it('in a hidden tab waits for the viewer', async () => {
    await scene.hide();
    await scene.says('live', 'failed');
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.show();
    await scene.pass(SECOND);
    expect(scene.live?.alive).toBe(true);
  });
});

describe('a fatal error of an embed that loads', () => {
  it('gets one new session by itself, and then it is the error', async () => {
    scene = new Scene();
    scene.embed.start = 'fatal';
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'retry 1']);
    expect(scene.told).toEqual(['status loading', 'failed embed-error', 'status error', 'error embed-error']);
  });

  it('is forgiven when the new session takes', async () => {
    scene = new Scene();
    scene.embed = { ...scene.embed, start: 'fatal' };
    await scene.start();
    await scene.pass(100);
    scene.embed = { ...scene.embed, start: 'well' };
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('ready');
    expect(heard('renewed reload embed-error')).toBe(0);
  });

  it('does not count one of another day', async () => {
    await setUp('events');
    await scene.says('live', 'failed');
    await scene.pass(22 * HOUR);
    scene.backend.manner = 'failing';
    await scene.pass(3 * HOUR);
    expect(scene.machine.error?.code).toBe('session-failed');
    scene.backend.manner = 'good';
    scene.embed = { ...scene.embed, start: 'fatal' };
    await scene.woken();
    await scene.pass(200);
    scene.embed = { ...scene.embed, start: 'well' };
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });
});

describe('a session that the tenant refuses', () => {
  it.each([
    ['renewal', 'session-expired'],
    ['events', 'embed-error'],
  ] as const)('gets one new session by itself, and then it is the error (%s)', async (generation, code) => {
    scene = new Scene();
    scene.embed.generation = generation;
    scene.tenant.sessionLife = -1;
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'retry 1']);
    expect(scene.machine.error?.code).toBe(code);
  });

  it('does not matter when the next one is taken', async () => {
    scene = new Scene();
    scene.embed.generation = 'renewal';
    scene.tenant.sessionLife = -1;
    await scene.start();
    await scene.pass(400);
    scene.tenant.sessionLife = 5 * MINUTE;
    await scene.pass(2 * SECOND);
    expect(scene.machine.status).toBe('ready');
  });
});

describe('a tenant that is silent now', () => {
  it('does not leave a dead frame in front of the viewer for long', async () => {
    await setUp('events');
    await scene.pass(22 * HOUR);
    scene.embed = { ...scene.embed, start: 'silent' };
    await scene.pass(3 * HOUR);
    expect(scene.machine.error?.code).toBe('frame-timeout');
  });
});
