import { beforeEach, describe, expect, it } from 'vitest';
import { CubeEmbedError } from '../../../src/shared/errors.js';
import { Scene } from './support/scene.js';
import { HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

describe('a frame whose page never starts to load', () => {
  it('is replaced after 20 to 30 seconds: the browser stopped the load without an event', async () => {
    for (const [random, seconds] of [
      [0, 20],
      [0.999_999, 30],
    ] as const) {
      scene = new Scene();
      scene.random = () => random;
      scene.backend.latency = 0;
      scene.embed.start = 'blank';
      await scene.start();
      await scene.pass(seconds * SECOND - 1);
      expect(scene.backend.calls).toHaveLength(1);
      scene.embed = { ...scene.embed, start: 'well' };
      await scene.pass(SECOND);
      expect(scene.backend.asked).toEqual(['initial 1', 'initial 1']);
      expect(scene.machine.status).toBe('ready');
      expect(scene.told.join()).not.toMatch(/failed|error/);
    }
  });

  it('is an error after three of them in a row', async () => {
    scene.embed.start = 'blank';
    await scene.start();
    // 25 s, 75 s, and the rest of the session's time.
    await scene.pass(100 * SECOND + 5 * MINUTE);
    expect(scene.told).toEqual(['status loading']);
    await scene.pass(SECOND);
    expect(scene.told).toEqual(['status loading', 'status error', 'error frame-timeout']);
    expect(scene.backend.calls).toHaveLength(3);
  });

  it('is given up after a minute, no sooner, while nothing says that it was stopped', async () => {
    scene.embed.start = 'blank';
    scene.mayBeStopped = false;
    await scene.start();
    await scene.pass(59 * SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.pass(2 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is waited for by a slow tenant’s frame', async () => {
    scene.embed.start = 'blank';
    scene.mayBeStopped = false;
    await scene.start();
    await scene.pass(50 * SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.says('next', 'ready');
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });

  it('is given up after a minute where the browser does not show whether its page has arrived', async () => {
    scene.embed.start = 'blank';
    scene.canSeePage = false;
    await scene.start();
    await scene.pass(59 * SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.pass(2 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is kept there once its page has loaded', async () => {
    scene.embed = { ...scene.embed, start: 'silent', generation: 'events' };
    scene.canSeePage = false;
    await scene.start();
    await scene.says('next');
    await scene.pass(4 * MINUTE);
    expect(scene.backend.calls).toHaveLength(1);
  });

  it.each([
    ['is loaded anew at once when the page comes out of the page cache', 'blank', 2],
    ['is kept when its page had arrived before', 'stuck', 1],
  ] as const)('%s', async (_what, start, calls) => {
    scene.embed.start = start;
    await scene.start();
    await scene.pass(SECOND);
    scene.machine.restored();
    await scene.pass(0);
    expect(scene.backend.calls).toHaveLength(calls);
  });

  it('has the whole session lifetime once its page has arrived, loaded or not', async () => {
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(5 * MINUTE - SECOND);
    expect(scene.backend.calls).toHaveLength(1);
  });

  it('leaves the live frame in place when it loads behind one', async () => {
    await scene.up();
    const first = scene.live;
    scene.embed = { ...scene.embed, start: 'blank' };
    void scene.machine.renew();
    await scene.pass(10 * SECOND);
    scene.embed = { ...scene.embed, start: 'well' };
    expect(scene.live).toBe(first);
    await scene.pass(20 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.told).toContain('renewed reload renew');
  });

  it('is replaced at waking when the machine slept past the deadline', async () => {
    scene.embed = { ...scene.embed, start: 'blank' };
    await scene.start();
    await scene.pass(SECOND);
    scene.embed = { ...scene.embed, start: 'well' };
    await scene.sleep(HOUR);
    await scene.pass(2 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.machine.status).toBe('ready');
  });
});

describe('a frame for which the browser reports a load error', () => {
  it('counts as a failed attempt and is retried with backoff', async () => {
    scene.embed.start = 'stuck';
    await scene.start();
    await scene.pass(SECOND);
    scene.machine.loaded('next', true);
    await scene.pass(SECOND);
    expect(scene.next).toBeUndefined();
    scene.embed = { ...scene.embed, start: 'well' };
    await scene.pass(2 * SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 2']);
    expect(scene.machine.status).toBe('ready');
  });

  it('ends in frame-timeout after five attempts', async () => {
    scene.embed.start = 'stuck';
    scene.load = (session) => {
      Scene.prototype.load.call(scene, session);
      scene.machine.loaded('next', true);
    };
    await scene.start();
    await scene.pass(20 * SECOND);
    expect(scene.backend.calls).toHaveLength(5);
    expect(scene.machine.error).toMatchObject({ code: 'frame-timeout', retryable: true });
    expect(scene.machine.error?.message).toBe('The browser could not load the embed.');
  });
});

describe('a live frame whose page loads again', () => {
  it('gets a new session if the tenant sends no messages: its own is spent', async () => {
    scene.embed.generation = 'none';
    await scene.up();
    const first = scene.live!;
    first.restart();
    await scene.pass(250);
    expect(scene.machine.status).toBe('loading');
    await scene.pass(5 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told).toEqual(['status loading', 'status ready', 'ready unconfirmed']);
    expect(scene.backend.asked.at(-1)).toBe('retry 1');
  });

  it('is not replaced again when it reloads within a minute, nor later', async () => {
    scene.embed.generation = 'none';
    await scene.up();
    scene.machine.loaded('live');
    await scene.pass(10 * SECOND);
    const second = scene.live;
    scene.told = [];
    scene.machine.loaded('live');
    await scene.pass(10 * MINUTE);
    scene.machine.loaded('live');
    await scene.pass(MINUTE);
    expect(scene.live).toBe(second);
    expect(scene.told).toEqual([]);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('gets a new session each time when its frame has been up for more than a minute', async () => {
    scene.embed.generation = 'none';
    await scene.up();
    for (let round = 0; round < 3; round++) {
      scene.machine.loaded('live');
      await scene.pass(2 * MINUTE);
    }
    expect(scene.backend.calls).toHaveLength(4);
  });

  it('is not replaced if the tenant sends messages: it reports by itself', async () => {
    await scene.up();
    scene.machine.loaded('live');
    await scene.pass(MINUTE);
    expect(scene.told).toEqual([]);
    expect(scene.backend.calls).toHaveLength(1);
  });

  it('is not replaced if the tenant sent messages before this frame', async () => {
    scene.embed.generation = 'none';
    await scene.up();
    await scene.says('live');
    scene.machine.loaded('live');
    await scene.pass(MINUTE);
    expect(scene.backend.calls).toHaveLength(1);
  });

  it('is ignored after the element was removed', async () => {
    scene.embed.generation = 'none';
    await scene.up();
    await scene.remove();
    scene.machine.loaded('live');
    expect(scene.machine.status).toBe('idle');
  });
});

describe('a prerendered page', () => {
  it('gets no session before it is shown', async () => {
    scene.prerendering = true;
    await scene.start();
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(0);
    expect(scene.time.alarm).toBe(Infinity);
    scene.prerendering = false;
    await scene.woken();
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });

  it('gets none when its host calls reload() either', async () => {
    scene.prerendering = true;
    await scene.start();
    const reload = scene.machine.reload('reload');
    await scene.pass(HOUR);
    expect(scene.backend.calls).toHaveLength(0);
    scene.prerendering = false;
    await scene.woken();
    await scene.pass(SECOND);
    await reload;
  });
});

describe('a frame that the policy of the page blocks', () => {
  const blocked = new CubeEmbedError('invalid-config', 'Add the tenant to frame-src.');

  beforeEach(() => {
    scene.embed = { ...scene.embed, generation: 'none' };
  });

  it('is an error instead of an unconfirmed ready', async () => {
    scene.blocked = blocked;
    await scene.start();
    await scene.pass(10 * SECOND);
    expect(scene.machine.error).toBe(blocked);
    expect(scene.told).toEqual(['status loading', 'status error', 'error invalid-config']);
  });

  it('is the same error whether the browser reports the violation before or after the frame’s own error', async () => {
    for (const isBefore of [true, false]) {
      scene = new Scene();
      scene.embed.start = 'stuck';
      await scene.start();
      await scene.pass(SECOND);
      if (isBefore) scene.blocked = blocked;
      scene.machine.loaded('next', true);
      await scene.pass(100);
      scene.blocked = blocked;
      await scene.pass(SECOND);
      expect(scene.told).toEqual(['status loading', 'status error', 'error invalid-config']);
      expect(scene.backend.calls).toHaveLength(1);
    }
  });

  it('never replaces a live frame before its token expires', async () => {
    await scene.up();
    const first = scene.live;
    scene.blocked = blocked;
    void scene.machine.renew();
    await scene.pass(HOUR);
    expect(scene.live).toBe(first);
    expect(scene.machine.status).toBe('ready');
  });

  it('is not an error if the embed has sent a message: the violation was about another frame of the tenant', async () => {
    scene.embed = { ...scene.embed, generation: 'events' };
    scene.blocked = blocked;
    await scene.start();
    await scene.pass(10 * SECOND);
    expect(scene.machine.status).toBe('ready');
  });
});
