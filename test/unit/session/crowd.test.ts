import { describe, expect, it } from 'vitest';
import type { Generation } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

const SIZE = 100;

/** Elements of one page that became ready together, each with its own random numbers. */
async function crowd(generation: Generation): Promise<Scene[]> {
  const scenes = Array.from({ length: SIZE }, (_, index) => {
    const scene = new Scene();
    let state = index * 7_919 + 1;
    scene.random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let warm = 0; warm < 5; warm++) scene.random();
    scene.embed.generation = generation;
    return scene;
  });
  for (const scene of scenes) await scene.up();
  return scenes;
}

/** The maximum, over any second, of the elements’ second calls. */
function busiestSecond(scenes: Scene[]): number {
  const times = scenes.map(({ backend }) => backend.calls[1]!.since).sort((a, b) => a - b);
  return Math.max(...times.map((start) => times.filter((t) => t >= start && t < start + SECOND).length));
}

describe('a hundred elements of one page', () => {
  it('spread their renewals over more than 20 minutes', async () => {
    const scenes = await crowd('events');
    for (const scene of scenes) await scene.pass(DAY);
    expect(busiestSecond(scenes)).toBeLessThan(10);
    const times = scenes.map(({ backend }) => backend.calls[1]!.since);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(20 * MINUTE);
    expect(scenes.every(({ live }) => live?.alive)).toBe(true);
  });

  it('spread their renewals over several seconds after waking', async () => {
    const scenes = await crowd('events');
    for (const scene of scenes) {
      await scene.sleep(30 * HOUR);
      await scene.pass(10 * SECOND);
    }
    expect(busiestSecond(scenes)).toBeLessThan(70);
    expect(scenes.every(({ live }) => live?.alive)).toBe(true);
  });

  it('spread their retries of a failing backend over several seconds', async () => {
    const scenes = await crowd('events');
    for (const scene of scenes) {
      scene.backend.calls.length = 0;
      scene.backend.manner = 'failing';
      void scene.machine.reload('reload');
      await scene.pass(HOUR);
    }
    const last = scenes.map(({ backend }) => backend.calls[4]!.since).sort((a, b) => a - b);
    const busiest = Math.max(
      ...last.map((start) => last.filter((t) => t >= start && t < start + SECOND).length),
    );
    expect(busiest).toBeLessThan(30);
  });

  it('queue when their embeds ask at the same moment, and when their tab becomes visible', async () => {
    for (const hidden of [false, true]) {
      const scene = new Scene();
      scene.embed.generation = 'renewal';
      await scene.up();
      scene.takeTurn = () => 300;
      if (hidden) await scene.hide();
      await scene.says('live', 'expiring');
      if (hidden) await scene.show();
      await scene.pass(299);
      expect(scene.backend.calls).toHaveLength(1);
      await scene.pass(1);
      expect(scene.backend.calls).toHaveLength(2);
    }
  });

  it('do not queue for the first load', async () => {
    const scene = new Scene();
    scene.takeTurn = () => MINUTE;
    await scene.start();
    expect(scene.backend.calls).toHaveLength(1);
  });
});
