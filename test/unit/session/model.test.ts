import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Scene } from './support/scene.js';
import type { Happening, Setting } from './support/schedule.js';
import { happen, happenings, settings } from './support/schedule.js';
import { MINUTE, SECOND } from './support/time.js';

/** How many schedules: `FC_RUNS`. A failure prints its seed and path; `FC_SEED` and `FC_PATH` play it again. */
const { FC_RUNS, FC_SEED, FC_PATH } = process.env;
const RUNS = Number(FC_RUNS ?? 300);

/**
 * With the faults over and the page seen and online, what was under way before may still have to end: a frame that
 * never comes up its window of 5 minutes, a call its 30 s, a pause 2 minutes, a canceled reload its 5 minutes.
 */
const DRAIN = 14 * MINUTE;
/** From then on, the viewer's return or the host's `reload()` leads to a living embed within this bound. */
const BOUND = 15 * SECOND;

/** What holds at every moment. */
function check(scene: Scene): void {
  const { machine, live, next, backend, tenant, time } = scene;
  const { status } = machine;
  expect(scene.wrongs).toEqual([]);
  expect(tenant.spentTwice).toBe(0);
  expect(backend.inFlight.length).toBeLessThanOrEqual(1);
  expect(status === 'ready').toBe(live !== undefined);
  expect(status === 'error').toBe(machine.error !== null);
  if (machine.renewing) expect(status).toBe('ready');
  if (status === 'idle') {
    expect(next).toBeUndefined();
    expect(backend.inFlight).toEqual([]);
    expect(time.alarm).toBe(Infinity);
  } else if (time.alarm === Infinity && !(machine.error && !machine.error.retryable)) {
    // The one reason for having nothing to wait for: the page is away, and will say when it is back.
    expect(scene.visible && scene.online).toBe(false);
  }
  expect(status === 'idle').toBe(!scene.connected);
}

/** All faults end, and the viewer looks at the page. */
async function recover(scene: Scene): Promise<void> {
  scene.ignoreAll();
  scene.backend.manner = 'good';
  scene.backend.latency = 50;
  scene.tenant.failing = false;
  scene.embed = { ...scene.embed, start: 'well', loading: 200, exchanging: 300 };
  scene.focus = scene.cancels = false;
  scene.visible = scene.online = true;
  await scene.woken();
  if (!scene.connected) await scene.start();
  await scene.pass(DRAIN);
  const code = scene.machine.error?.code;
  // The viewer's return mends what trying again can mend; the rest is the host's.
  if (code === 'session-denied') void scene.machine.reload('reload');
  await scene.hide();
  await scene.show();
  await scene.pass(BOUND);
}

async function play(setting: Setting, schedule: Happening[]): Promise<void> {
  const scene = new Scene();
  const { generation, tokenLife } = setting;
  let dice = setting.seed;
  scene.random = () => (dice = (dice * 48_271) % 2_147_483_647) / 2_147_483_647;
  scene.tenant.tokenLife = scene.tokenTtl = tokenLife;
  scene.embed = { ...scene.embed, generation, margin: tokenLife / 24, notice: tokenLife / 288 };
  scene.check = () => {
    check(scene);
  };
  let pending = 0;
  const count = (promise: Promise<void>): void => {
    pending++;
    const settled = (): number => pending--;
    promise.then(settled, settled);
  };
  await scene.start();
  for (const happening of schedule) {
    await happen(scene, happening, count);
    await scene.settle();
  }
  await recover(scene);
  expect(scene.machine.status).toBe('ready');
  // A page that loads and stays silent cannot be told from a tenant that sends no messages.
  if (scene.live?.options.start === 'well' && !scene.live.restarted) expect(scene.live.alive).toBe(true);
  expect(pending).toBe(0);
  await scene.remove();
}

it('keeps its promises whatever happens, in whatever order', { timeout: 60_000 + RUNS * 200 }, async () => {
  await fc.assert(fc.asyncProperty(settings, happenings, play), {
    numRuns: RUNS,
    ...(FC_SEED && { seed: Number(FC_SEED) }),
    ...(FC_PATH && { path: FC_PATH }),
  });
});
