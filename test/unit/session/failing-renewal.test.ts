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

describe('a scheduled renewal that fails', () => {
  beforeEach(async () => {
    await setUp('events');
    scene.random = () => 0.5;
    await scene.pass(23.2 * HOUR);
    scene.backend.manner = 'failing';
  });

  it('keeps the frame and only notifies the host', async () => {
    await scene.pass(10 * MINUTE);
    expect(scene.machine.status).toBe('ready');
    expect(scene.live).toBe(first);
    expect(scene.machine.error).toBeNull();
    expect(heard('failed session-failed')).toBeGreaterThan(4);
    expect(scene.told.join()).not.toMatch(/status|error/);
  });

  it('continues after the fifth attempt, minutes apart while more than ten minutes of the token are left', async () => {
    await scene.pass(47 * MINUTE);
    const times = scene.backend.calls.slice(1).map(({ since }) => since);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    const isRelaxed = (index: number): boolean => DAY - times[index]! > 10 * MINUTE;
    const late = gaps.filter((_, index) => index >= 9 && isRelaxed(index));
    expect(late.length).toBeGreaterThan(3);
    for (const gap of late) {
      expect(gap).toBeGreaterThanOrEqual(2.5 * MINUTE);
      expect(gap).toBeLessThanOrEqual(5 * MINUTE + SECOND);
    }
    const tight = gaps.filter((_, index) => !isRelaxed(index));
    expect(tight.length).toBeGreaterThan(3);
    for (const gap of tight) expect(gap).toBeLessThanOrEqual(MINUTE + SECOND);
  });

  it('reports renewing until it ends', async () => {
    await scene.pass(10 * MINUTE);
    expect(scene.machine.renewing).toBe(true);
    expect(heard('renewing true')).toBe(1);
  });

  it('succeeds when the backend is back', async () => {
    await scene.pass(10 * MINUTE);
    scene.backend.manner = 'good';
    await scene.pass(6 * MINUTE);
    expect(scene.told.at(-1)).toBe('renewed reload window');
    expect(scene.live?.alive).toBe(true);
  });

  it('is an error once the token has expired', async () => {
    await scene.pass(49 * MINUTE);
    expect(scene.live).toBeUndefined();
    expect(scene.next).toBeUndefined();
    expect(scene.machine.error?.code).toBe('session-failed');
    expect(scene.machine.renewing).toBe(false);
    expect(heard('error session-failed')).toBe(1);
  });

  it.each(['garbage', 'refusing', 'repeating'] as const)('(%s) keeps the frame too', async (manner) => {
    scene.backend.manner = manner;
    await scene.pass(33 * MINUTE);
    expect(scene.live).toBe(first);
    expect(scene.backend.calls.length).toBeGreaterThan(10);
  });
});

describe('a renew() that fails long before the token expires', () => {
  beforeEach(async () => {
    await setUp('events');
    scene.backend.manner = 'failing';
  });

  it('ends after five attempts: its promise rejects, the frame stays, and no attempt follows', async () => {
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'session-failed' });
    await scene.pass(MINUTE);
    await renewal;
    expect(scene.machine.renewing).toBe(false);
    expect(scene.machine.status).toBe('ready');
    await scene.pass(22 * HOUR);
    expect(scene.backend.calls).toHaveLength(1 + 5);
    expect(scene.live).toBe(first);
    expect(heard('failed session-failed')).toBe(5);
    expect(scene.told.join()).not.toMatch(/status|error/);
  });

  it.each(['garbage', 'refusing', 'repeating'] as const)(
    'ends after one attempt whose error is not retryable (%s)',
    async (manner) => {
      scene.backend.manner = manner;
      const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ retryable: false });
      await scene.pass(HOUR);
      await renewal;
      expect(scene.backend.calls).toHaveLength(2);
      expect(scene.live).toBe(first);
    },
  );

  it('ends after three frames that were never ready', async () => {
    scene.backend.manner = 'good';
    scene.embed = { ...scene.embed, start: 'stuck' };
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'frame-timeout' });
    await scene.pass(5 * HOUR);
    await renewal;
    expect(scene.backend.calls).toHaveLength(1 + 3);
    expect(scene.live).toBe(first);
    expect(scene.next).toBeUndefined();
  });

  it('does not prevent the scheduled renewal', async () => {
    void scene.machine.renew();
    await scene.pass(MINUTE);
    scene.backend.manner = 'good';
    await scene.pass(DAY);
    expect(scene.told).toContain('renewed reload window');
  });

  it('continues while a renewal is due, as the scheduled renewal does', async () => {
    // The focus delays the scheduled renewal, but not the host's own.
    scene.focus = true;
    await scene.pass(23.3 * HOUR);
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'session-failed' });
    await scene.pass(20 * MINUTE);
    await renewal;
    expect(scene.machine.renewing).toBe(true);
    scene.backend.manner = 'good';
    await scene.pass(10 * MINUTE);
    expect(scene.live?.alive).toBe(true);
    expect(scene.live).not.toBe(first);
  });
});

describe('a backend that is down when the token expires', () => {
  it.each(['events', 'renewal'] as const)(
    'leads to the error, and a viewer who returns gets the embed back (%s)',
    async (generation) => {
      await setUp(generation);
      await scene.pass(22 * HOUR);
      scene.backend.manner = 'failing';
      await scene.pass(3 * HOUR);
      expect(scene.machine.error?.code).toBe('session-failed');
      await scene.hide();
      await scene.pass(MINUTE);
      scene.backend.manner = 'good';
      await scene.pass(HOUR);
      expect(scene.machine.status).toBe('error');
      await scene.show();
      await scene.pass(3 * SECOND);
      expect(scene.live?.alive).toBe(true);
    },
  );

  it('is called when the token expires, however long the delay was', async () => {
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

  it('does not keep an expired frame in front of the viewer for the length of its Retry-After', async () => {
    await setUp('renewal');
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = HOUR;
    await scene.says('live', 'expired');
    await scene.pass(2 * MINUTE);
    expect(scene.machine.status).toBe('error');
  });
});

describe('a tenant that stops sending messages', () => {
  it('does not keep an expired frame in front of the viewer for long', async () => {
    await setUp('events');
    await scene.pass(22 * HOUR);
    scene.embed = { ...scene.embed, start: 'silent' };
    await scene.pass(3 * HOUR);
    expect(scene.machine.error?.code).toBe('frame-timeout');
  });
});
