import { beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from './support/embed.js';
import type { Generation } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

const DUE = 23.25 * HOUR;
const GENERATIONS: Generation[] = ['none', 'events', 'renewal'];

let scene: Scene;
let first: Embed | undefined;
async function setUp(generation: Generation = 'events'): Promise<void> {
  scene = new Scene();
  scene.embed.generation = generation;
  await scene.up();
  first = scene.live;
}
beforeEach(() => setUp());

describe('a hidden tab', () => {
  it('does not renew, and catches up when it becomes visible', async () => {
    await scene.hide();
    await scene.pass(3 * DAY);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.time.alarm).toBe(Infinity);
    expect(scene.machine.status).toBe('ready');
    await scene.show();
    await scene.pass(10 * SECOND);
    expect(scene.live?.alive).toBe(true);
    expect(scene.live).not.toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('does not renew when the embed asks for it, and catches up in place when it becomes visible', async () => {
    await setUp('renewal');
    await scene.hide();
    await scene.pass(3 * DAY);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.show();
    await scene.pass(SECOND);
    expect(scene.live).toBe(first);
    expect(first?.alive).toBe(true);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('delays renew() until it becomes visible', async () => {
    await scene.hide();
    const renewal = scene.machine.renew();
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.show();
    await scene.pass(SECOND);
    await renewal;
  });

  it('sets no timer for a renewal that it would skip', async () => {
    expect(scene.time.alarm).toBeLessThan(DAY);
    await scene.hide();
    expect(scene.time.alarm).toBe(Infinity);
    await scene.show();
    expect(scene.time.alarm).toBeLessThan(DAY);
  });

  it('still gives the embed a few seconds to report when shown after the renewal is due', async () => {
    await scene.hide();
    await scene.pass(2 * DAY);
    await scene.show();
    await scene.pass(2 * SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.pass(3 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('does nothing when shown before the renewal is due', async () => {
    await scene.hide();
    await scene.pass(20 * HOUR);
    await scene.show();
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.told).toEqual([]);
  });

  it.each([
    ['the grace period', 2 * SECOND],
    ['the call', 5 * SECOND],
    ['the load of the new frame', 20 * SECOND],
  ])('renews once, at the latest when shown, if hidden during %s', async (_step, moment) => {
    scene.backend.latency = 10 * SECOND;
    scene.embed = { ...scene.embed, loading: 10 * SECOND };
    await scene.pass(DUE - 5 * SECOND + moment);
    expect(scene.live).toBe(first);
    await scene.hide();
    await scene.pass(HOUR / 4);
    await scene.show();
    await scene.pass(MINUTE);
    expect(scene.live).not.toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.wrongs).toEqual([]);
  });

  it('does not retry a failed renewal', async () => {
    scene.backend.manner = 'failing';
    await scene.pass(DUE);
    const calls = scene.backend.calls.length;
    expect(calls).toBeGreaterThan(1);
    await scene.hide();
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(calls);
    expect(scene.time.alarm).toBe(Infinity);
  });
});

describe('an offline page', () => {
  it('makes no call until the network is back', async () => {
    await scene.disconnect();
    await scene.pass(2 * DAY);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.time.alarm).toBe(Infinity);
    await scene.connect();
    await scene.pass(10 * SECOND);
    expect(scene.live?.alive).toBe(true);
  });

  it('pauses a renewal that is between attempts', async () => {
    scene.backend.manner = 'failing';
    void scene.machine.renew();
    await scene.pass(100);
    await scene.disconnect();
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(2);
    scene.backend.manner = 'good';
    await scene.connect();
    await scene.pass(SECOND);
    expect(scene.told).toContain('renewed reload renew');
  });

  it('does not discard the answer to a call in flight', async () => {
    scene.backend.latency = 10 * SECOND;
    void scene.machine.renew();
    await scene.settle();
    await scene.disconnect();
    await scene.pass(15 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
  });
});

describe.each(GENERATIONS)('after thirty hours of sleep (%s)', (generation) => {
  beforeEach(() => setUp(generation));

  it('renews once, within seconds of waking', async () => {
    await scene.pass(HOUR);
    await scene.sleep(30 * HOUR);
    await scene.pass(10 * SECOND);
    expect(scene.live?.alive).toBe(true);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live === first).toBe(generation === 'renewal');
  });

  it('renews once when no event reports the waking', async () => {
    await scene.pass(HOUR);
    scene.time.sleep(30 * HOUR);
    await scene.pass(30 * MINUTE);
    expect(scene.live?.alive).toBe(true);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('renews a hidden tab once, when it becomes visible', async () => {
    await scene.hide();
    await scene.sleep(30 * HOUR);
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.show();
    await scene.pass(10 * SECOND);
    expect(scene.live?.alive).toBe(true);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('renews once the network is back if it wakes offline', async () => {
    scene.online = false;
    await scene.sleep(30 * HOUR);
    await scene.pass(MINUTE);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.connect();
    await scene.pass(10 * SECOND);
    expect(scene.live?.alive).toBe(true);
  });
});

describe('the wall clock', () => {
  it('does not delay a renewal when set back by a day', async () => {
    await scene.pass(12 * HOUR);
    scene.time.wall -= DAY;
    await scene.pass(DUE - 12 * HOUR + 10 * SECOND);
    expect(scene.told).toContain('renewed reload window');
  });

  it('does not delay a renewal when set back every hour', async () => {
    for (let hour = 0; hour < 24; hour++) {
      await scene.pass(HOUR);
      scene.time.wall -= HOUR;
    }
    expect(scene.told).toContain('renewed reload window');
    expect(scene.live?.alive).toBe(true);
  });

  it('triggers one early renewal when set forward by a day', async () => {
    scene.time.wall += DAY;
    await scene.woken();
    await scene.pass(10 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live?.alive).toBe(true);
    await scene.pass(20 * HOUR);
    expect(scene.backend.calls).toHaveLength(2);
  });
});

describe('a renewal that is overdue', () => {
  it('first gives the embed a few seconds to send its own message', async () => {
    await scene.sleep(30 * HOUR);
    await scene.pass(2 * SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    scene.embed.generation = 'renewal';
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).toBe(first);
    expect(scene.told).toContain('renewed in-place window');
  });
});
