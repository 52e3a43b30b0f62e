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

describe('a tenant that is silent now', () => {
  it('does not leave a dead frame in front of the viewer for long', async () => {
    await setUp('events');
    await scene.pass(22 * HOUR);
    scene.embed = { ...scene.embed, start: 'silent' };
    await scene.pass(3 * HOUR);
    expect(scene.machine.error?.code).toBe('frame-timeout');
  });
});
