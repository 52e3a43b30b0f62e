import { describe, expect, it } from 'vitest';
import type { Renewal } from '../../../src/session/world.js';
import type { Embed, Generation } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
let first: Embed | undefined;
async function setUp(generation: Generation, renewal: Renewal = 'auto'): Promise<void> {
  scene = new Scene();
  scene.embed.generation = generation;
  scene.renewal = renewal;
  await scene.up();
  first = scene.live;
}
const renew = async (): Promise<void> => {
  const renewal = scene.machine.renew();
  await scene.pass(5 * SECOND);
  await renewal;
};
const renewals = (): string[] => scene.told.filter((what) => what.startsWith('renewed'));

describe('renewal="auto"', () => {
  it('uses a new frame until an embed of the tenant has proven that it renews in place', async () => {
    await setUp('renewal');
    await renew();
    expect(renewals()).toEqual(['renewed reload renew']);
  });

  it('renews in place once another embed of the tenant has proven it', async () => {
    await setUp('renewal');
    scene.supportsSetSession = true;
    await renew();
    expect(renewals()).toEqual(['renewed in-place renew unconfirmed']);
    expect(scene.live).toBe(first);
    expect(scene.told.join()).not.toMatch(/before-reload/);
  });

  it.each(['expiring', 'expired'] as const)(
    'takes session-%s as that proof for all embeds of the tenant',
    async (word) => {
      await setUp('renewal');
      expect(scene.supportsSetSession).toBe(false);
      await scene.says('live', word);
      expect(scene.supportsSetSession).toBe(true);
    },
  );

  it('takes a second ready after set-session as that proof, but no other message', async () => {
    await setUp('events', 'in-place');
    await scene.says('live', 'ready');
    await renew();
    await scene.says('live');
    await scene.says('live', 'error');
    expect(scene.supportsSetSession).toBe(false);
    await scene.says('live', 'ready');
    expect(scene.supportsSetSession).toBe(true);
  });
});

describe('renewal="in-place"', () => {
  it('renews in place at once, regardless of the viewer’s focus and without before-reload', async () => {
    await setUp('renewal', 'in-place');
    scene.focus = scene.cancels = true;
    await renew();
    expect(renewals()).toEqual(['renewed in-place renew unconfirmed']);
    expect(scene.told.join()).not.toMatch(/before-reload|status/);
  });

  it('uses a new frame when the token has already expired', async () => {
    await setUp('events', 'in-place');
    await scene.sleep(2 * DAY);
    await scene.pass(10 * SECOND);
    expect(renewals()).toEqual(['renewed reload window']);
    expect(scene.live?.alive).toBe(true);
  });
});

describe('renewal="reload"', () => {
  it('uses a new frame, whatever messages the embed has sent', async () => {
    await setUp('renewal', 'reload');
    scene.supportsSetSession = true;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(renewals()).toEqual(['renewed reload session-expiring']);
    expect(scene.told).toContain('before-reload session-expiring');
    expect(scene.live).not.toBe(first);
  });
});

describe('a renewal in place that is not confirmed', () => {
  it('does not extend the token: a new frame follows when it expires', async () => {
    await setUp('events', 'in-place');
    await scene.pass(2 * HOUR);
    await renew();
    await scene.pass(22 * HOUR - MINUTE);
    expect(scene.live).toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
    await scene.pass(2 * MINUTE);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(renewals()).toEqual(['renewed in-place renew unconfirmed', 'renewed reload window']);
  });

  it('is followed by a new frame when the token expires, if it ran on schedule, too', async () => {
    await setUp('events', 'in-place');
    await scene.pass(23.6 * HOUR);
    expect(renewals()).toEqual(['renewed in-place window unconfirmed']);
    expect(scene.live).toBe(first);
    await scene.pass(0.5 * HOUR);
    expect(renewals()).toEqual(['renewed in-place window unconfirmed', 'renewed reload window']);
    expect(scene.live?.alive).toBe(true);
  });

  it.each(['hidden', 'offline'])('delays the new frame while the page is %s', async (how) => {
    await setUp('events', 'in-place');
    await renew();
    if (how === 'hidden') await scene.hide();
    else await scene.disconnect();
    await scene.pass(2 * DAY);
    expect(scene.backend.calls).toHaveLength(2);
    if (how === 'hidden') await scene.show();
    else await scene.connect();
    await scene.pass(10 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
  });

  it('dispatches a before-reload that cannot be canceled, because the token has expired', async () => {
    await setUp('events', 'in-place');
    await renew();
    scene.cancels = scene.focus = true;
    await scene.pass(DAY + MINUTE);
    expect(scene.told).toContain('before-reload window for good');
    expect(scene.live?.alive).toBe(true);
  });

  it('does not extend the token when it is repeated', async () => {
    await setUp('events', 'in-place');
    for (let round = 0; round < 3; round++) {
      await renew();
      await scene.pass(5 * HOUR);
    }
    await scene.pass(9 * HOUR + MINUTE);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
  });

  it('is confirmed by a second ready, and the token’s lifetime starts then', async () => {
    await setUp('renewal', 'in-place');
    await scene.pass(10 * HOUR);
    await renew();
    await scene.says('live', 'ready');
    await scene.says('live', 'ready');
    expect(scene.time.alarm).toBeGreaterThan(scene.now() + 22 * HOUR);
    scene.told = [];
    await scene.pass(20 * HOUR);
    expect(scene.told).toEqual([]);
    expect(scene.live).toBe(first);
    expect(first?.alive).toBe(true);
  });

  it.each(['expiring', 'ready'] as const)(
    'is confirmed when the embed sends %s a little later',
    async (word) => {
      await setUp('renewal', 'in-place');
      await scene.pass(10 * HOUR);
      await renew();
      first!.says(word);
      await scene.pass(SECOND);
      expect(scene.backend.calls).toHaveLength(2);
      expect(scene.time.alarm).toBeGreaterThan(scene.now() + 22 * HOUR);
    },
  );

  it('has failed when the embed answers with session-expired: the frame is replaced', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(renewals().at(-1)).toBe('renewed reload session-expired');
  });

  it('has failed when session-expired follows even after a confirmation', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.says('live', 'expiring');
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(renewals().at(-1)).toBe('renewed reload session-expired');
  });

  it('keeps the frame after an error that is not fatal', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.says('live', 'error');
    await scene.pass(MINUTE);
    expect(scene.live).toBe(first);
  });

  it('is followed by a confirmed one when the embed asks later', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.pass(2 * MINUTE);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(renewals()).toEqual(['renewed in-place renew unconfirmed', 'renewed in-place session-expiring']);
  });

  it('does not affect the next frame', async () => {
    await setUp('events', 'in-place');
    await renew();
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    scene.told = [];
    await scene.pass(23.1 * HOUR);
    expect(scene.told).toEqual([]);
  });
});

describe.each(['none', 'events', 'renewal'] as const)(
  'three days of a tenant of generation "%s"',
  (generation) => {
    it.each(['auto', 'in-place', 'reload'] as const)(
      'with renewal="%s" never show a dead frame',
      async (renewal) => {
        await setUp(generation, renewal);
        let dead = 0;
        scene.check = () => {
          if (!scene.live?.alive) dead++;
        };
        for (let day = 0; day < 3; day++) {
          await scene.pass(10 * HOUR);
          await renew();
          await scene.pass(10 * HOUR);
          await scene.pass(4 * HOUR - SECOND);
        }
        // When an unconfirmed token expires, the frame is out of date for the moments that the new one takes to load.
        expect(dead).toBeLessThan(30);
        await scene.pass(MINUTE);
        expect(scene.live?.alive).toBe(true);
        expect(scene.machine.status).toBe('ready');
        expect(scene.wrongs).toEqual([]);
        expect(scene.tenant.spentTwice).toBe(0);
        // One for each day, one for each renew(), and one more a day where that was not confirmed.
        expect(scene.backend.calls.length).toBeLessThanOrEqual(1 + 3 * 3);
        if (renewal === 'reload') expect(renewals().join()).not.toMatch(/in-place/);
      },
    );

    it('with renewal="in-place" alone need at most two sessions a day', async () => {
      await setUp(generation, 'in-place');
      await scene.pass(3 * DAY + HOUR);
      expect(scene.live?.alive).toBe(true);
      expect(scene.backend.calls.length).toBeLessThanOrEqual(1 + 2 * 3);
      if (generation === 'renewal') expect(scene.live).toBe(first);
    });
  },
);
