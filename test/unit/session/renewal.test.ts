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
  it('is by a new frame while no embed of the tenant has shown that it understands more', async () => {
    await setUp('renewal');
    await renew();
    expect(renewals()).toEqual(['renewed reload renew']);
  });

  it('is in place once another embed of the tenant has shown it', async () => {
    await setUp('renewal');
    scene.tenantTakesSession = true;
    await renew();
    expect(renewals()).toEqual(['renewed in-place renew unconfirmed']);
    expect(scene.live).toBe(first);
    expect(scene.told.join()).not.toMatch(/before-reload/);
  });

  it.each(['expiring', 'expired'] as const)(
    'shows it to the others of the tenant by session-%s',
    async (word) => {
      await setUp('renewal');
      expect(scene.tenantTakesSession).toBe(false);
      await scene.says('live', word);
      expect(scene.tenantTakesSession).toBe(true);
    },
  );

  it('shows it by being ready again after a session was sent to it, but not by other words', async () => {
    await setUp('events', 'in-place');
    await scene.says('live', 'ready');
    await renew();
    await scene.says('live');
    await scene.says('live', 'troubled');
    expect(scene.tenantTakesSession).toBe(false);
    await scene.says('live', 'ready');
    expect(scene.tenantTakesSession).toBe(true);
  });
});

describe('renewal="in-place"', () => {
  it('is in place at once, under the hands of the viewer and without asking the host', async () => {
    await setUp('renewal', 'in-place');
    scene.focus = scene.cancels = true;
    await renew();
    expect(renewals()).toEqual(['renewed in-place renew unconfirmed']);
    expect(scene.told.join()).not.toMatch(/before-reload|status/);
  });

  it('is by a new frame where the token is over already', async () => {
    await setUp('events', 'in-place');
    await scene.sleep(2 * DAY);
    await scene.pass(10 * SECOND);
    expect(renewals()).toEqual(['renewed reload window']);
    expect(scene.live?.alive).toBe(true);
  });
});

describe('renewal="reload"', () => {
  it('is by a new frame, whatever the embed has said', async () => {
    await setUp('renewal', 'reload');
    scene.tenantTakesSession = true;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(renewals()).toEqual(['renewed reload session-expiring']);
    expect(scene.told).toContain('before-reload session-expiring');
    expect(scene.live).not.toBe(first);
  });
});

describe('a hand-over that is not proven', () => {
  it('does not extend the token: a new frame follows at its end', async () => {
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

  it('of the window is followed by a new frame at the end of the token as well', async () => {
    await setUp('events', 'in-place');
    await scene.pass(23.6 * HOUR);
    expect(renewals()).toEqual(['renewed in-place window unconfirmed']);
    expect(scene.live).toBe(first);
    await scene.pass(0.5 * HOUR);
    expect(renewals()).toEqual(['renewed in-place window unconfirmed', 'renewed reload window']);
    expect(scene.live?.alive).toBe(true);
  });

  it.each(['hidden', 'offline'])('waits with the new frame while the page is %s', async (how) => {
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

  it('tells the host before the new frame, which it cannot cancel: the token is over', async () => {
    await setUp('events', 'in-place');
    await renew();
    scene.cancels = scene.focus = true;
    await scene.pass(DAY + MINUTE);
    expect(scene.told).toContain('before-reload window for good');
    expect(scene.live?.alive).toBe(true);
  });

  it('made twice still ends with the token before both', async () => {
    await setUp('events', 'in-place');
    for (let round = 0; round < 3; round++) {
      await renew();
      await scene.pass(5 * HOUR);
    }
    await scene.pass(9 * HOUR + MINUTE);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
  });

  it('is proven by an embed that is ready again: its token counts from then', async () => {
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
    'is proven when the embed says %s soon after it, late',
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

  it('that the embed answers by session-expired has not been taken: the frame is replaced', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(renewals().at(-1)).toBe('renewed reload session-expired');
  });

  it('that the embed has proven, and then answers by session-expired, has not been taken either', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.says('live', 'expiring');
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(renewals().at(-1)).toBe('renewed reload session-expired');
  });

  it('costs no frame by an error that the embed survives', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.says('live', 'troubled');
    await scene.pass(MINUTE);
    expect(scene.live).toBe(first);
  });

  it('is followed by one that is proven when the embed speaks later', async () => {
    await setUp('renewal', 'in-place');
    await renew();
    await scene.pass(2 * MINUTE);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    expect(renewals()).toEqual(['renewed in-place renew unconfirmed', 'renewed in-place session-expiring']);
  });

  it('says nothing of the frame after it', async () => {
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
  'three days of a tenant of the generation "%s"',
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
        // At the very end of an unproven token the embed needs the moments of a load; what it shows then is over.
        expect(dead).toBeLessThan(30);
        await scene.pass(MINUTE);
        expect(scene.live?.alive).toBe(true);
        expect(scene.machine.status).toBe('ready');
        expect(scene.wrongs).toEqual([]);
        expect(scene.tenant.spentTwice).toBe(0);
        // One for each day, one for each renew(), and one more a day where that was not proven.
        expect(scene.backend.calls.length).toBeLessThanOrEqual(1 + 3 * 3);
        if (renewal === 'reload') expect(renewals().join()).not.toMatch(/in-place/);
      },
    );

    it('with in-place and nobody’s help need one session and one frame more a day, no more', async () => {
      await setUp(generation, 'in-place');
      await scene.pass(3 * DAY + HOUR);
      expect(scene.live?.alive).toBe(true);
      expect(scene.backend.calls.length).toBeLessThanOrEqual(1 + 2 * 3);
      if (generation === 'renewal') expect(scene.live).toBe(first);
    });
  },
);
