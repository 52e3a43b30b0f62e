import { beforeEach, describe, expect, it } from 'vitest';
import { CubeEmbedError } from '../../../src/shared/errors.js';
import type { Effect } from './support/scene.js';
import { Scene } from './support/scene.js';
import { MINUTE, SECOND } from './support/time.js';

let scene: Scene;
let reacted: number;
beforeEach(async () => {
  scene = new Scene();
  reacted = 0;
  await scene.up();
});

/** What a listener in the page may do. */
const REACTIONS = {
  'reloads the element': () => void scene.machine.reload('reload'),
  'renews the element': () => void scene.machine.renew(),
  'removes the element': () => void scene.remove(),
  'removes the element and adds it again': () => {
    void scene.remove();
    void scene.start();
  },
  'changes a property': () => void scene.start('reload', 'another'),
};

/** What removes or replaces a frame or a call. */
const CAUSES: Record<string, () => void> = {
  'a renewal by a new frame': () => void scene.machine.renew(),
  'a changed property': () => void scene.start('reload', 'other'),
  'a reload': () => void scene.machine.reload('reload'),
  'a fatal error': () => scene.machine.hear('live', 'fatal'),
  'a configuration that cannot work': () => {
    scene.machine.refuse(new CubeEmbedError('invalid-config', 'base-url is missing.'));
  },
  'a denial': () => {
    scene.backend.manner = 'denying';
    scene.onTold = (what) => {
      if (what.startsWith('error')) scene.backend.manner = 'good';
    };
    void scene.machine.renew();
  },
  'a removal': () => void scene.remove(),
};

/** Runs `reaction` once, in the middle of the effect. */
function react(effect: Effect, reaction: () => void): void {
  scene.onEffect = (what) => {
    if (what !== effect || reacted++) return;
    scene.backend.manner = 'good';
    if (scene.connected) reaction();
  };
}

/** The element is either ready with one frame, or stopped with nothing left. */
function expectConsistent(): void {
  const { machine, live, next, backend, wrongs } = scene;
  expect(wrongs).toEqual([]);
  expect(next).toBeUndefined();
  expect(backend.inFlight).toEqual([]);
  expect(machine.renewing).toBe(false);
  if (!scene.connected) expect(machine.status).toBe('idle');
  else if (machine.error) expect(['invalid-config', 'session-denied']).toContain(machine.error.code);
  else expect(machine.status).toBe('ready');
  expect(!!live).toBe(machine.status === 'ready');
}

describe.each(Object.entries(CAUSES))('a listener that is called in the middle of %s', (_cause, cause) => {
  const all = (['drop', 'promote', 'load'] as const).flatMap((effect) =>
    Object.entries(REACTIONS).map(([name, reaction]) => [effect, name, reaction] as const),
  );

  it.each(all)(
    'during the effect "%s", and %s, leaves at most one frame and one call',
    async (effect, _name, reaction) => {
      react(effect, reaction);
      cause();
      await scene.pass(MINUTE);
      expectConsistent();
    },
  );
});

describe.each(Object.entries(REACTIONS))('an abort listener that %s', (_name, reaction) => {
  it.each([
    ['a call that takes too long', (): void => undefined],
    ['a reload', () => void scene.machine.reload('reload')],
    ['a changed property', () => void scene.start('reload', 'other')],
    ['a removal', () => void scene.remove()],
  ])('in the middle of %s leaves at most one frame and one call', async (_cause, cause) => {
    scene.backend.latency = 40 * SECOND;
    void scene.machine.reload('reload');
    await scene.settle();
    await scene.pass(SECOND);
    scene.backend.latency = 20 * SECOND;
    react('abort', reaction);
    cause();
    await scene.pass(5 * MINUTE);
    expect(reacted).toBeGreaterThan(0);
    expectConsistent();
  });
});

describe('a listener that reloads', () => {
  it('while the new frame is promoted ends up ready, with the frame of the reload', async () => {
    react('promote', REACTIONS['reloads the element']);
    void scene.machine.renew();
    await scene.pass(MINUTE);
    expect(scene.machine.status).toBe('ready');
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1', 'reload 1']);
    expect(scene.told.join()).not.toMatch(/renewed/);
  });

  it('while a call is aborted leaves only its own call in flight', async () => {
    scene.backend.latency = 40 * SECOND;
    void scene.machine.reload('reload');
    await scene.settle();
    await scene.pass(SECOND);
    scene.backend.latency = 20 * SECOND;
    react('abort', REACTIONS['reloads the element']);
    await scene.pass(MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'reload 1', 'reload 1']);
    expect(scene.wrongs).toEqual([]);
  });

  it('sees the state after the change, not before it', async () => {
    const seen: string[] = [];
    scene.onEffect = (effect) => seen.push(`${effect} ${scene.machine.status} ${scene.machine.renewing}`);
    void scene.machine.renew();
    await scene.pass(MINUTE);
    scene.machine.hear('live', 'fatal');
    expect(seen).toEqual(['load ready true', 'promote ready false', 'drop loading false']);
  });
});

describe('an effect that throws', () => {
  it('is reported to the page and does not stop the machine', async () => {
    const reported: unknown[] = [];
    const listener = (reason: unknown): unknown => reported.push(reason);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', listener);
    scene.onEffect = (effect) => {
      if (effect === 'drop') throw new Error('of the page');
    };
    void scene.machine.reload('reload');
    await scene.pass(MINUTE);
    process.removeListener('uncaughtException', listener);
    for (const other of others) process.on('uncaughtException', other);
    expect(reported).toEqual([new Error('of the page')]);
    expect(scene.machine.status).toBe('ready');
  });
});
