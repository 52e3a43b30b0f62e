import { beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

/** The sessions come from another endpoint from now on. */
async function change(): Promise<void> {
  scene.machine.sourceChanged();
  await scene.settle();
}

describe('another source of sessions', () => {
  it('ends a call of the previous one, and is asked instead', async () => {
    scene.backend.latency = Infinity;
    await scene.start();
    const [call] = scene.backend.calls;
    await change();
    expect(call!.signal.aborted).toBe(true);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 2']);
  });

  it('drops a frame that loads with a session of the previous one', async () => {
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(100);
    const { next } = scene;
    expect(next).toBeDefined();
    await change();
    expect(scene.backend.calls).toHaveLength(2);
    await scene.pass(100);
    expect(scene.next).not.toBe(next);
  });

  it('is asked at once behind the error panel', async () => {
    scene.backend.manner = 'denying';
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('error');
    const { length } = scene.backend.calls;
    scene.backend.manner = 'good';
    await change();
    expect(scene.backend.calls).toHaveLength(length + 1);
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });

  it('leaves a live frame as it is, until its renewal', async () => {
    await scene.up();
    await change();
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.told).toEqual([]);
    await scene.pass(DAY);
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1']);
  });

  it('is asked at once in place of the one whose first calls have failed', async () => {
    scene.backend.manner = 'failing';
    await scene.start();
    await scene.pass(100);
    expect(scene.backend.calls).toHaveLength(1);
    await change();
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('does not hasten a renewal that pauses after a failure', async () => {
    await scene.up();
    scene.backend.manner = 'failing';
    void scene.machine.renew();
    await scene.pass(100);
    const { length } = scene.backend.calls;
    await change();
    expect(scene.backend.calls).toHaveLength(length);
    expect(scene.machine.renewing).toBe(true);
  });
});

describe('a machine that is put aside', () => {
  const rest = async (): Promise<void> => {
    scene.machine.rest();
    await scene.settle();
  };

  it('ends the call of a renewal, and leaves the live frame', async () => {
    await scene.up();
    scene.backend.latency = Infinity;
    void scene.machine.renew();
    await scene.settle();
    const { live } = scene;
    await rest();
    expect(scene.backend.calls.at(-1)!.signal.aborted).toBe(true);
    expect(scene.live).toBe(live);
    expect(scene.machine.status).toBe('ready');
    expect(scene.machine.renewing).toBe(false);
  });

  it('drops the frame of a renewal', async () => {
    await scene.up();
    scene.embed.start = 'stuck';
    void scene.machine.renew();
    await scene.pass(100);
    expect(scene.next).toBeDefined();
    await rest();
    expect(scene.next).toBeUndefined();
    await scene.pass(10 * MINUTE);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('rejects what the host waits for, as a removed element does', async () => {
    await scene.up();
    scene.backend.latency = Infinity;
    const promise = scene.machine.renew();
    await rest();
    await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('knows when its token ends, and one without a token says never', async () => {
    expect(scene.machine.tokenEnd).toBe(Infinity);
    await scene.up();
    const { since } = scene.backend.calls[0]!;
    expect(scene.machine.tokenEnd).toBeGreaterThanOrEqual(since + 23 * HOUR);
    expect(scene.machine.tokenEnd).toBeLessThanOrEqual(since + DAY + MINUTE);
  });
});

describe('a session that is too old when it arrives', () => {
  it('is not given to a frame, and another one is fetched', async () => {
    // The machine sleeps while the answer is under way.
    scene.backend.latency = 10 * SECOND;
    await scene.start();
    scene.time.sleep(scene.sessionTtl);
    scene.backend.latency = 50;
    await scene.pass(20 * SECOND);
    expect(scene.handed.every(({ age }) => age < scene.sessionTtl)).toBe(true);
    expect(scene.backend.calls.length).toBeGreaterThan(1);
    expect(scene.machine.status).toBe('ready');
  });
});
