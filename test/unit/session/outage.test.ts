import { beforeEach, describe, expect, it } from 'vitest';
import { CubeEmbedError, SessionDeniedError } from '../../../src/shared/errors.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
let calls: number;
beforeEach(() => {
  scene = new Scene();
  scene.backend.latency = 0;
});

/** Fails until the error panel is shown; `told` and `calls` count from then on. */
async function fall(manner: Scene['backend']['manner'] = 'failing'): Promise<void> {
  scene.backend.manner = manner;
  await scene.start();
  while (scene.machine.status !== 'error') await scene.pass(SECOND);
  scene.told = [];
  calls = scene.backend.calls.length;
}
const callsSince = (): number => scene.backend.calls.length - calls;
/** Seconds from the last call before the error, and between the calls since. */
const gaps = (): number[] => {
  const times = scene.backend.calls.slice(calls - 1).map(({ since }) => since);
  return times.slice(1).map((time, index) => Math.round((time - times[index]!) / SECOND));
};
const comeBack = {
  viewer: async (): Promise<void> => (await scene.hide(), scene.show()),
  network: async (): Promise<void> => (await scene.disconnect(), scene.connect()),
};

describe('behind the error panel', () => {
  it('an element tries again after 30 seconds, then at longer intervals of up to five minutes', async () => {
    await fall();
    await scene.pass(30 * MINUTE);
    expect(gaps().slice(0, 7)).toEqual([30, 60, 120, 240, 300, 300, 300]);
    expect(scene.backend.asked.slice(calls, calls + 3)).toEqual(['retry 1', 'retry 2', 'retry 3']);
  });

  it.each([
    [0, [15, 30, 60, 120, 150, 150]],
    [0.999_999, [45, 90, 180, 360, 450, 450]],
  ])('the interval is random, from 50 % to 150 % (%d)', async (random, expected) => {
    await fall();
    const start = scene.backend.calls.at(-1)!.since;
    scene.random = () => random;
    await scene.pass(40 * MINUTE);
    const times = scene.backend.calls.slice(calls).map(({ since }) => since);
    const later = times.slice(1).map((time, index) => Math.round((time - times[index]!) / SECOND));
    expect(times[0]! - start).toBe(30 * SECOND);
    expect(later.slice(0, 5)).toEqual(expected.slice(1));
  });

  it('the panel stays until an attempt succeeds and shows the embed', async () => {
    await fall();
    scene.backend.manner = 'good';
    scene.backend.latency = 5 * SECOND;
    await scene.pass(32 * SECOND);
    expect(scene.backend.inFlight).toHaveLength(1);
    expect(scene.machine.status).toBe('error');
    expect(scene.machine.error?.code).toBe('session-failed');
    await scene.pass(5 * SECOND);
    expect(scene.told).toEqual(['status ready', 'ready confirmed']);
    expect(scene.machine.error).toBeNull();
  });

  it('the same error is reported only once', async () => {
    await fall();
    const { error } = scene.machine;
    await scene.pass(3 * HOUR);
    expect(callsSince()).toBeGreaterThan(30);
    expect(scene.told).toEqual([]);
    expect(scene.machine.error).toBe(error);
  });

  it('a different error is reported once', async () => {
    await fall();
    scene.backend.manner = 'garbage';
    await scene.pass(HOUR);
    expect(scene.told).toEqual(['error session-invalid']);
    expect(scene.machine.error?.code).toBe('session-invalid');
    expect(scene.machine.status).toBe('error');
  });

  it('the same code with a different message is a different error', async () => {
    const { fetchSession } = scene.backend;
    await fall();
    scene.backend.fetchSession = () =>
      Promise.reject(new CubeEmbedError('session-failed', 'It answered 500.', { retryable: true }));
    await scene.pass(MINUTE);
    expect(scene.told).toEqual(['error session-failed']);
    expect(scene.machine.error?.message).toBe('It answered 500.');
    scene.backend.fetchSession = fetchSession;
  });

  it('an embed that keeps failing is retried at the same intervals', async () => {
    scene.embed.start = 'fatal';
    await fall('good');
    expect(scene.machine.error?.code).toBe('embed-error');
    await scene.pass(30 * MINUTE);
    expect(gaps().slice(0, 5)).toEqual([30, 60, 120, 240, 300]);
    expect(scene.told).toEqual([]);
    scene.embed = { ...scene.embed, start: 'well' };
    await scene.pass(6 * MINUTE);
    expect(scene.told).toEqual(['status ready', 'ready confirmed']);
  });

  it.each(['hidden', 'offline'])('nothing is retried while the page is %s', async (how) => {
    await fall();
    if (how === 'hidden') await scene.hide();
    else await scene.disconnect();
    await scene.pass(DAY);
    expect(callsSince()).toBe(0);
    expect(scene.time.alarm).toBe(Infinity);
  });

  it('Retry-After is obeyed up to an hour, with up to a fifth on top', async () => {
    scene.backend.retryAfter = 2 * HOUR;
    await fall();
    await scene.pass(66 * MINUTE - SECOND);
    expect(callsSince()).toBe(0);
    await scene.pass(2 * SECOND);
    expect(callsSince()).toBe(1);
  });

  it.each(['viewer', 'network'] as const)('the return of the %s triggers an earlier attempt', async (who) => {
    await fall();
    scene.backend.manner = 'good';
    await scene.pass(12 * SECOND);
    await comeBack[who]();
    expect(callsSince()).toBe(0);
    await scene.pass(SECOND);
    expect(callsSince()).toBe(1);
    expect(scene.machine.status).toBe('error');
    await scene.pass(SECOND);
    expect(scene.told).toEqual(['status ready', 'ready confirmed']);
  });

  it('a hundred returns of the viewer within ten seconds make one call', async () => {
    await fall();
    for (let round = 0; round < 100; round++) {
      await comeBack[round % 2 ? 'viewer' : 'network']();
      await scene.pass(SECOND);
    }
    expect(callsSince()).toBeGreaterThan(5);
    for (const gap of gaps()) expect(gap).toBeGreaterThanOrEqual(10);
  });

  it('a return of the viewer makes no attempt before the Retry-After', async () => {
    scene.backend.retryAfter = 10 * MINUTE;
    await fall();
    await comeBack.viewer();
    await comeBack.network();
    await scene.pass(10 * MINUTE);
    expect(callsSince()).toBe(0);
    await scene.pass(2 * MINUTE);
    expect(callsSince()).toBe(1);
  });

  it('waking up a page that stayed visible triggers no earlier attempt', async () => {
    await fall();
    await scene.pass(12 * SECOND);
    for (let round = 0; round < 5; round++) await scene.woken();
    await scene.pass(5 * SECOND);
    expect(callsSince()).toBe(0);
  });

  it.each(['reload', 'renew'] as const)('%s() loads at once, whatever the Retry-After', async (method) => {
    scene.backend.retryAfter = HOUR;
    await fall();
    scene.backend.manner = 'good';
    const done = method === 'reload' ? scene.machine.reload('retry') : scene.machine.renew();
    expect(scene.machine.status).toBe('loading');
    await scene.pass(SECOND);
    await done;
    expect(scene.machine.status).toBe('ready');
  });

  it('a removal ends the attempts', async () => {
    await fall();
    await scene.remove();
    await scene.pass(DAY);
    expect(callsSince()).toBe(0);
    expect(scene.time.alarm).toBe(Infinity);
  });
});

describe.each(['denying', 'garbage', 'refusing'] as const)(
  'an error that is not retryable (%s)',
  (manner) => {
    beforeEach(() => fall(manner));

    it('is retried neither over time nor when the network is back', async () => {
      await scene.pass(DAY);
      await comeBack.network();
      await scene.pass(DAY);
      expect(callsSince()).toBe(0);
    });

    it('is retried when the viewer returns, at most once a minute', async () => {
      await comeBack.viewer();
      await scene.pass(58 * SECOND);
      expect(callsSince()).toBe(0);
      await scene.pass(3 * SECOND);
      expect(callsSince()).toBe(1);
      for (let round = 0; round < 100; round++) {
        await comeBack.viewer();
        await scene.pass(6 * SECOND);
      }
      expect(callsSince()).toBeLessThanOrEqual(11);
      for (const gap of gaps()) expect(gap).toBeGreaterThanOrEqual(60);
      expect(scene.told).toEqual([]);
    });

    it('is cleared when that attempt succeeds', async () => {
      await scene.pass(HOUR);
      scene.backend.manner = 'good';
      await comeBack.viewer();
      await scene.pass(3 * SECOND);
      expect(scene.told).toEqual(['status ready', 'ready confirmed']);
    });
  },
);

describe('an answer that is no JSON', () => {
  let isPortal: boolean;
  beforeEach(() => {
    isPortal = true;
    const { fetchSession } = scene.backend;
    scene.backend.fetchSession = async (context) => {
      const answer = await fetchSession(context);
      if (isPortal) throw new CubeEmbedError('session-invalid', 'HTML', { retryable: true });
      return answer;
    };
  });

  it('is retried as a failing backend is', async () => {
    await scene.start();
    await scene.pass(20 * SECOND);
    expect(scene.backend.calls).toHaveLength(5);
    expect(scene.machine.error?.code).toBe('session-invalid');
    isPortal = false;
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('ready');
  });

  it.each([
    ['while it loads', 5 * SECOND],
    ['behind the error panel', 10 * SECOND],
  ])('is retried at once when the network is back, %s', async (_when, passed) => {
    scene.random = () => 0.9;
    await scene.start();
    await scene.pass(passed);
    isPortal = false;
    const before = scene.backend.calls.length;
    scene.machine.wake(true);
    await scene.pass(0);
    expect(scene.backend.calls).toHaveLength(before + 1);
  });

  it('is retried no sooner when the viewer is back', async () => {
    await scene.start();
    await scene.pass(10 * SECOND);
    expect(scene.machine.status).toBe('error');
    const before = scene.backend.calls.length;
    await comeBack.viewer();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(before);
  });
});

describe('a final error', () => {
  it.each([
    ['a configuration that cannot work', new CubeEmbedError('invalid-config', 'base-url is missing.')],
    ['the sign-out of the viewer', new SessionDeniedError('The viewer has signed out.')],
  ])('(%s) is not retried before the host acts', async (_what, error) => {
    await scene.start();
    await scene.pass(SECOND);
    await scene.refuse(error);
    calls = scene.backend.calls.length;
    await scene.pass(HOUR);
    await comeBack.viewer();
    await comeBack.network();
    await scene.pass(DAY);
    expect(callsSince()).toBe(0);
    expect(scene.machine.error).toBe(error);
    expect(scene.time.alarm).toBe(Infinity);
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });
});

describe('elements of one page with the same source of sessions', () => {
  let scenes: Scene[];
  /** Page events reach all of them. */
  const all = async (what: (one: Scene) => Promise<unknown>): Promise<void> => {
    for (const one of scenes) await what(one);
  };
  const pass = async (duration: number): Promise<void> => {
    for (let passed = 0; passed < duration; passed += SECOND) await all((one) => one.pass(SECOND));
  };
  const total = (): number => scenes.reduce((sum, { backend }) => sum + backend.calls.length, 0);

  beforeEach(async () => {
    const source = {};
    scenes = Array.from({ length: 4 }, () => {
      const one = new Scene();
      Object.defineProperty(one, 'source', { value: source });
      one.backend.latency = 0;
      one.backend.manner = 'failing';
      return one;
    });
    await all((one) => one.start());
    await all((one) => one.pass(0));
    await pass(20 * SECOND);
    for (const one of scenes) {
      expect(one.machine.error?.code).toBe('session-failed');
      one.told = [];
    }
    calls = total();
  });

  it('make their five attempts together: each one makes another of them', () => {
    for (const { backend } of scenes) expect(backend.asked).toEqual(['initial 1', 'initial 2']);
  });

  it('do not impose their longer delays on a new element: it makes five attempts of its own', async () => {
    const late = new Scene();
    Object.defineProperty(late, 'source', { value: scenes[0]!.source });
    late.backend.manner = 'failing';
    late.backend.latency = 0;
    await late.start();
    await late.pass(15 * SECOND);
    expect(late.backend.asked).toEqual([1, 2, 3, 4, 5].map((attempt) => `initial ${attempt}`));
    expect(late.machine.status).toBe('error');
    await late.pass(30 * MINUTE);
    expect(late.backend.calls).toHaveLength(5);
  });

  it('let one of them retry for all, another one each time', async () => {
    await pass(10 * MINUTE);
    expect(total() - calls).toBe(4);
    expect(scenes.map(({ backend }) => backend.calls.length)).toEqual([3, 3, 3, 3]);
  });

  it('all recover when only the calls of one of them succeed again', async () => {
    for (const one of scenes.slice(1)) one.backend.manner = 'good';
    await pass(5 * MINUTE);
    expect(scenes.map(({ machine }) => machine.status)).toEqual(['error', 'ready', 'ready', 'ready']);
    scenes[0]!.backend.manner = 'good';
    await pass(10 * MINUTE);
    expect(scenes[0]!.machine.status).toBe('ready');
  });

  it('call again at most once in ten seconds each, however often another one succeeds', async () => {
    const [first, second] = scenes as [Scene, Scene];
    second.backend.manner = 'good';
    const before = first.backend.calls.length;
    for (let round = 0; round < 60; round++) {
      void second.machine.reload('retry');
      await pass(SECOND);
    }
    expect(first.backend.calls.length - before).toBeLessThanOrEqual(7);
  });

  it.each(['a new element', 'a reload of one of them'])('recover with the success of %s', async (who) => {
    for (const one of scenes) one.backend.manner = 'good';
    const lucky = who === 'a new element' ? new Scene() : scenes[2]!;
    if (who === 'a new element') {
      Object.defineProperty(lucky, 'source', { value: scenes[0]!.source });
      await lucky.start();
    } else void lucky.machine.reload('retry');
    await lucky.pass(SECOND);
    expect(lucky.machine.status).toBe('ready');
    await pass(12 * SECOND);
    for (const { machine } of scenes) expect(machine.status).toBe('ready');
  });

  it.each(['hidden', 'offline', 'prerendered'])('pass over the one whose page is %s', async (how) => {
    const first = scenes[0]!;
    if (how === 'hidden') await first.hide();
    if (how === 'offline') await first.disconnect();
    if (how === 'prerendered') first.prerendering = true;
    await first.woken();
    const before = first.backend.calls.length;
    await pass(10 * MINUTE);
    expect(first.backend.calls).toHaveLength(before);
    expect(total() - calls).toBe(4);
    for (const one of scenes) one.backend.manner = 'good';
    await pass(6 * MINUTE);
    expect(scenes.slice(1).map(({ machine }) => machine.status)).toEqual(Array(3).fill('ready'));
  });

  it('pass over the one whose page is hidden while its turn is about to come', async () => {
    await pass(5 * SECOND);
    const next = scenes.find(({ time }) => time.alarm < Infinity)!;
    for (const one of scenes) one.backend.manner = 'good';
    await next.hide();
    await pass(40 * SECOND);
    expect(scenes.filter((one) => one !== next).map(({ machine }) => machine.status)).toEqual(
      Array(3).fill('ready'),
    );
  });

  it('follow the one that succeeds', async () => {
    for (const one of scenes) one.backend.manner = 'good';
    await pass(40 * SECOND);
    for (const one of scenes) {
      expect(one.told).toEqual(['status ready', 'ready confirmed']);
      expect(one.backend.asked.at(-1)).toBe('retry 1');
    }
  });

  it('leave out the load of an element that a follower’s callback has removed', async () => {
    const first = scenes[0]!;
    for (const one of scenes) one.backend.manner = 'good';
    scenes[1]!.backend.onCall = () => void first.remove();
    await pass(40 * SECOND);
    expect(first.machine.status).toBe('idle');
    expect(first.handed).toEqual([]);
    expect(scenes.slice(1).map(({ machine }) => machine.status)).toEqual(Array(3).fill('ready'));
  });

  it('load one after the other when they follow', async () => {
    const turns: number[] = [];
    scenes.forEach((one, index) => {
      one.backend.manner = 'good';
      one.takeTurn = () => turns.push(index) * 2 * SECOND;
    });
    await pass(20 * SECOND);
    expect(turns).toHaveLength(3);
    expect(scenes.filter(({ machine }) => machine.status === 'error').length).toBeGreaterThan(0);
    await pass(8 * SECOND);
    expect(scenes.every(({ machine }) => machine.status === 'ready')).toBe(true);
  });

  it('let another one retry when that one is removed', async () => {
    const first = scenes[0]!;
    await first.remove();
    await pass(10 * MINUTE);
    expect(first.backend.calls).toHaveLength(2);
    expect(total() - calls).toBe(4);
  });

  it('let one of them retry when the viewer returns', async () => {
    await pass(5 * SECOND);
    await all((one) => one.hide());
    await all((one) => one.show());
    await pass(2 * SECOND);
    expect(total() - calls).toBe(1);
  });

  it('retry separately when one of them has a different error', async () => {
    // Its embed is broken, but its session arrived, so the others have nothing to wait for.
    for (const one of scenes) one.backend.manner = 'good';
    scenes[0]!.embed = { ...scenes[0]!.embed, start: 'fatal' };
    await pass(40 * SECOND);
    expect(scenes.map(({ machine }) => machine.status)).toEqual(['error', 'ready', 'ready', 'ready']);
    expect(scenes[0]!.machine.error?.code).toBe('embed-error');
  });

  it('retry together again when those that follow fail', async () => {
    scenes[0]!.backend.manner = 'good';
    await pass(20 * SECOND);
    expect(scenes[0]!.machine.status).toBe('ready');
    expect(total() - calls).toBe(4);
    await pass(22 * SECOND);
    expect(total() - calls).toBe(4);
    await pass(10 * SECOND);
    expect(total() - calls).toBe(5);
  });

  describe('while they load', () => {
    beforeEach(async () => {
      for (const one of scenes) {
        one.backend.manner = 'failing';
        one.backend.calls.length = 0;
        void one.machine.reload('reload');
      }
      await all((one) => one.settle());
      await pass(SECOND);
      expect(scenes.map(({ machine }) => machine.status)).toEqual(Array(4).fill('loading'));
      expect(scenes.map(({ backend }) => backend.calls.length)).toEqual([2, 1, 1, 1]);
    });

    it('make an attempt of their own after the one that succeeds', async () => {
      for (const one of scenes) one.backend.manner = 'good';
      await pass(10 * SECOND);
      for (const { machine } of scenes) expect(machine.status).toBe('ready');
      expect(scenes.map(({ backend }) => backend.asked.at(-1))).toEqual([
        'reload 3',
        'reload 2',
        'reload 2',
        'reload 2',
      ]);
    });

    it('are not denied because another one is', async () => {
      for (const one of scenes) one.backend.manner = 'good';
      scenes[0]!.backend.manner = 'denying';
      await pass(10 * SECOND);
      expect(scenes.map(({ machine }) => machine.status)).toEqual(['error', 'ready', 'ready', 'ready']);
    });

    it('continue when the one that retries is removed', async () => {
      await scenes[0]!.remove();
      for (const one of scenes) one.backend.manner = 'good';
      await pass(10 * SECOND);
      expect(scenes.map(({ machine }) => machine.status)).toEqual(['idle', 'ready', 'ready', 'ready']);
    });

    it('continue in a hidden page, so that the embeds are up when the viewer returns', async () => {
      await all((one) => one.hide());
      for (const one of scenes) one.backend.manner = 'good';
      await pass(10 * SECOND);
      for (const { machine } of scenes) expect(machine.status).toBe('ready');
    });
  });

  it('do not wait for elements of another page or another source', async () => {
    const other = new Scene();
    other.backend.latency = 0;
    other.backend.manner = 'failing';
    await other.start();
    await other.pass(MINUTE);
    expect(other.backend.asked.at(-1)).toBe('retry 1');
  });
});
