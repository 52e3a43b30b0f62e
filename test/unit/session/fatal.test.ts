import { beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './support/scene.js';
import { HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
async function setUp(generation: 'events' | 'renewal'): Promise<void> {
  scene = new Scene();
  scene.embed.generation = generation;
  await scene.up();
}
const heard = (what: string): number => scene.told.filter((one) => one === what).length;

describe('a fatal error of the live embed', () => {
  beforeEach(() => setUp('events'));

  it('leads to one new session and frame automatically', async () => {
    await scene.says('live', 'fatal');
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

  it('is reported as an error the second time within a minute', async () => {
    await scene.says('live', 'fatal');
    await scene.pass(MINUTE);
    await scene.says('live', 'fatal');
    expect(scene.machine.error).toMatchObject({ code: 'embed-error', retryable: true });
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live).toBeUndefined();
  });

  it('no longer counts after a stable minute', async () => {
    for (let round = 0; round < 5; round++) {
      await scene.says('live', 'fatal');
      await scene.pass(MINUTE + SECOND);
      expect(scene.machine.status).toBe('ready');
    }
    expect(scene.backend.calls).toHaveLength(6);
  });

  it('no longer counts after a reload by the host', async () => {
    await scene.says('live', 'fatal');
    await scene.pass(SECOND);
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    await scene.says('live', 'fatal');
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });

  it('is reported with the embed’s own message', async () => {
    await scene.says('live', 'fatal');
    scene.machine.hear('next', 'fatal', 'out of memory');
    await scene.pass(SECOND);
    scene.machine.hear('live', 'fatal', 'out of memory');
    expect(scene.machine.error?.message).toContain('out of memory');
  });

  it('turns a renewal that waits for its session into a load', async () => {
    scene.backend.latency = 10 * SECOND;
    void scene.machine.renew();
    await scene.settle();
    await scene.says('live', 'fatal');
    expect(scene.live).toBeUndefined();
    expect(scene.machine.status).toBe('loading');
    await scene.pass(11 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.told).toContain('failed embed-error');
    expect(scene.told.slice(-2)).toEqual(['ready confirmed', 'renewed reload renew']);
  });

  it('uses up its only automatic recovery with that load', async () => {
    scene.backend.latency = 10 * SECOND;
    void scene.machine.renew();
    await scene.settle();
    await scene.says('live', 'fatal');
    scene.embed.start = 'fatal';
    await scene.pass(20 * SECOND);
    expect(scene.machine.error?.code).toBe('embed-error');
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('does not wait for the backoff of a failed renewal', async () => {
    scene.backend.manner = 'failing';
    scene.backend.retryAfter = 4 * MINUTE;
    void scene.machine.renew();
    await scene.pass(SECOND);
    scene.backend.manner = 'good';
    await scene.says('live', 'fatal');
    await scene.pass(SECOND);
    expect(scene.backend.asked.at(-1)).toBe('retry 1');
    expect(scene.machine.status).toBe('ready');
  });

  it('turns a renewal whose frame is loading into a load', async () => {
    scene.embed = { ...scene.embed, loading: 10 * SECOND };
    void scene.machine.renew();
    await scene.pass(SECOND);
    const next = scene.next;
    await scene.says('live', 'fatal');
    expect(scene.next).toBe(next);
    await scene.pass(10 * SECOND);
    expect(scene.live).toBe(next);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('ends in the error when a second one follows soon, whatever is in flight', async () => {
    await scene.says('live', 'fatal');
    await scene.pass(SECOND);
    scene.backend.latency = 10 * SECOND;
    void scene.machine.renew();
    await scene.settle();
    await scene.says('live', 'fatal');
    expect(scene.machine.status).toBe('error');
    await scene.pass(20 * SECOND);
    expect(scene.backend.calls).toHaveLength(3);
    expect(scene.next).toBeUndefined();
  });

  it('is not recovered from in a hidden tab until the viewer returns', async () => {
    await scene.hide();
    await scene.says('live', 'fatal');
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.show();
    await scene.pass(SECOND);
    expect(scene.live?.alive).toBe(true);
  });
});

describe('a fatal error of an embed while it loads', () => {
  it('leads to one new session automatically, then to the error', async () => {
    scene = new Scene();
    scene.embed.start = 'fatal';
    await scene.start();
    await scene.pass(20 * SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'retry 1']);
    expect(scene.told).toEqual(['status loading', 'failed embed-error', 'status error', 'error embed-error']);
  });

  it('is recovered from when the new session works', async () => {
    scene = new Scene();
    scene.embed = { ...scene.embed, start: 'fatal' };
    await scene.start();
    await scene.pass(100);
    scene.embed = { ...scene.embed, start: 'well' };
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('ready');
    expect(heard('renewed reload embed-error')).toBe(0);
  });

  it('does not add to one of the day before', async () => {
    await setUp('events');
    await scene.says('live', 'fatal');
    await scene.pass(22 * HOUR);
    scene.embed = { ...scene.embed, start: 'fatal' };
    void scene.machine.reload('reload');
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
  ] as const)('leads to one new session automatically, then to the error (%s)', async (generation, code) => {
    scene = new Scene();
    scene.embed.generation = generation;
    scene.tenant.sessionLife = -1;
    await scene.start();
    await scene.pass(20 * SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'retry 1']);
    expect(scene.machine.error?.code).toBe(code);
  });

  it('is recovered from when the next one is accepted', async () => {
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
