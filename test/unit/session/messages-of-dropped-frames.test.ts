import { beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './support/scene.js';
import { HOUR } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

const WORDS = ['ready', 'expiring', 'expired', 'fatal', undefined] as const;

describe('a message for a frame that no longer exists', () => {
  it.each(WORDS)('is ignored for the next frame: %s', async (word) => {
    await scene.up();
    await scene.says('next', word);
    scene.machine.loaded('next');
    await scene.pass(HOUR);
    expect(scene.told).toEqual([]);
    expect(scene.backend.calls).toHaveLength(1);
  });

  it.each(WORDS)('is ignored for the live frame: %s', async (word) => {
    scene.backend.manner = 'denying';
    await scene.up();
    await scene.says('live', word);
    await scene.pass(HOUR);
    expect(scene.told).toEqual([]);
    expect(scene.machine.status).toBe('error');
    expect(scene.backend.calls).toHaveLength(1);
  });
});
