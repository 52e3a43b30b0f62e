import { beforeEach, describe, expect, it } from 'vitest';
import { CubeEmbedError, SessionDeniedError } from '../../../src/shared/errors.js';
import { Scene } from './support/scene.js';
import { HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.backend.latency = 0;
});

/** Seconds from the first call to each of the others. */
const times = (): number[] => {
  const [first, ...others] = scene.backend.calls.map(({ since }) => since / SECOND);
  return others.map((time) => Math.round(time - first!));
};

describe('reload() in answer to each error', () => {
  beforeEach(() => {
    scene.backend.manner = 'denying';
    scene.onTold = (what) => {
      if (/^(error|failed)/.test(what)) void scene.machine.reload('reload');
    };
  });

  it('waits 1 second, doubling to 30', async () => {
    await scene.start();
    await scene.pass(3 * MINUTE);
    expect(times()).toEqual([1, 3, 7, 15, 31, 61, 91, 121, 151]);
  });

  it('calls at once again after a ready', async () => {
    await scene.start();
    await scene.pass(20 * SECOND);
    scene.backend.manner = 'good';
    await scene.pass(20 * SECOND);
    expect(scene.machine.status).toBe('ready');
    const before = scene.backend.calls.length;
    void scene.machine.reload('reload');
    await scene.settle();
    expect(scene.backend.calls).toHaveLength(before + 1);
  });

  it.each([
    ['a click of the viewer', () => void scene.machine.reload('retry', true)],
    ['changed settings', () => void scene.start('reload', 'two')],
  ])('calls at once again after %s', async (_what, act) => {
    await scene.start();
    await scene.pass(20 * SECOND);
    const before = scene.backend.calls.length;
    act();
    await scene.settle();
    expect(scene.backend.calls).toHaveLength(before + 1);
  });

  it('calls at once after a sign-out', async () => {
    scene.onTold = () => undefined;
    scene.backend.manner = 'good';
    await scene.start();
    await scene.refuse(new SessionDeniedError('The viewer has signed out.'));
    const before = scene.backend.calls.length;
    void scene.machine.reload('reload');
    await scene.settle();
    expect(scene.backend.calls).toHaveLength(before + 1);
  });

  it('settles each promise', async () => {
    scene.onTold = () => undefined;
    await scene.start();
    const promises = Array.from({ length: 3 }, () => scene.machine.reload('reload'));
    await scene.pass(2 * SECOND);
    for (const promise of promises) await expect(promise).rejects.toBeInstanceOf(CubeEmbedError);
  });
});

describe('reload() again and again', () => {
  it('counts as one in a task', async () => {
    await scene.start();
    for (let round = 0; round < 1_000; round++) void scene.machine.reload('reload');
    await scene.settle();
    expect(scene.backend.calls).toHaveLength(2);
    void scene.machine.reload('reload');
    await scene.settle();
    expect(scene.backend.calls).toHaveLength(3);
  });

  it('in each task is slowed down while no load is complete', async () => {
    scene.backend.latency = Infinity;
    await scene.start();
    for (let round = 0; round < 600; round++) {
      void scene.machine.reload('reload');
      await scene.settle();
      await scene.pass(100);
    }
    expect(scene.backend.calls.length).toBeLessThan(12);
  });
});

describe('a circle in which the page stays responsive', () => {
  it('fetchSession reloads the element', async () => {
    scene.backend.onCall = () => void scene.machine.reload('reload');
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.backend.calls.length).toBeLessThan(12);
  });

  it('fetchSession changes the settings', async () => {
    scene.backend.onCall = () => {
      scene.machine.start('reload');
    };
    await scene.start();
    expect(scene.backend.calls).toHaveLength(20);
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(40);
  });

  it('a failing renewal is answered by renew()', async () => {
    await scene.up();
    scene.backend.manner = 'refusing';
    const before = scene.backend.calls.length;
    scene.onTold = (what) => {
      if (what.startsWith('failed')) void scene.machine.renew();
    };
    void scene.machine.renew();
    await scene.pass(MINUTE);
    expect(scene.backend.calls.length - before).toBeLessThan(8);
    expect(scene.machine.status).toBe('ready');
  });

  it('each error is answered by another configuration that cannot work', async () => {
    let round = 0;
    scene.onTold = (what) => {
      if (what.startsWith('error') && round < 1_000)
        scene.machine.refuse(new CubeEmbedError('invalid-config', `Wrong ${round++}.`));
    };
    scene.machine.refuse(new CubeEmbedError('invalid-config', 'Wrong.'));
    const inFirstTask = round;
    expect(inFirstTask).toBeLessThan(100);
    await scene.settle();
    await scene.settle();
    expect(round).toBeGreaterThan(inFirstTask);
    await scene.remove();
    round = 1_000;
  });
});

describe('a rejection that throws when it is looked at', () => {
  const revoked = (): unknown => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const hostile = (): unknown =>
    Object.defineProperty(new CubeEmbedError('session-failed', ''), 'code', {
      get() {
        throw new Error('Do not look.');
      },
    });

  it.each([
    ['a revoked proxy', revoked],
    ['an error with a getter that throws', hostile],
  ])('is a failed attempt: %s', async (_what, reason) => {
    scene.backend.fetchSession = () => Promise.reject(reason());
    await scene.start();
    await scene.pass(20 * SECOND);
    expect(scene.machine.error?.code).toBe('session-failed');
    await scene.remove();
    await scene.pass(HOUR);
  });
});
