import { beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
let first: Embed | undefined;
beforeEach(async () => {
  scene = new Scene();
  scene.embed.generation = 'renewal';
  await scene.up();
  first = scene.live;
});

/** Sleeps past the expiry of the token; the embed reports it after waking. */
async function oversleep(): Promise<void> {
  await scene.sleep(2 * DAY);
  await scene.pass(SECOND);
}

describe('an expired embed whose tenant fails the exchange of the new session', () => {
  beforeEach(() => {
    scene.tenant.failing = true;
  });

  /** The tenant recovers before a new frame loads. */
  const recoverSoon = (): void => {
    scene.onTold = (what) => {
      if (what === 'status loading') scene.tenant.failing = false;
    };
  };

  it('is replaced by a new frame, because it would stay at "Session expired"', async () => {
    recoverSoon();
    await oversleep();
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told).toEqual([
      'renewing true',
      'renewing false',
      'renewed in-place window',
      'status loading',
      'failed embed-error',
      'status ready',
      'ready confirmed',
      'renewed reload embed-error',
    ]);
  });

  it.each([MINUTE, 8 * HOUR])(
    'is replaced when the machine slept for %i ms before the error arrived',
    async (nap) => {
      await scene.hide();
      await scene.pass(2 * DAY);
      scene.backend.latency = 0;
      await scene.show();
      await scene.pass(10);
      expect(scene.told).toContain('renewed in-place session-expiring');
      recoverSoon();
      await scene.sleep(nap);
      await scene.pass(2 * SECOND);
      expect(scene.live).not.toBe(first);
      expect(scene.live?.alive).toBe(true);
    },
  );

  it('is an error when the new frame fails too, and recovers when the viewer returns', async () => {
    await oversleep();
    expect(scene.machine.error?.code).toBe('embed-error');
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1', 'retry 1']);
    scene.tenant.failing = false;
    await scene.hide();
    await scene.show();
    await scene.pass(15 * SECOND);
    expect(scene.live?.alive).toBe(true);
  });

  it('is replaced when its expiry was inferred from the clock, not from a message', async () => {
    scene.tenant.failing = false;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.tenant.failing = true;
    recoverSoon();
    first!.says = (word) => {
      if (word === 'error') scene.machine.hear('live', word);
    };
    await oversleep();
    expect(scene.told.slice(-3)).toEqual(['status ready', 'ready confirmed', 'renewed reload embed-error']);
    expect(scene.live).not.toBe(first);
  });
});

describe('an embed that reports its expiry after a renewal triggered by the clock', () => {
  /** Sleeps past the expiry of the token; the embed's own timer notices late. */
  beforeEach(async () => {
    first!.options.margin = -9 * DAY;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.told = [];
    await oversleep();
    expect(scene.told).toContain('renewed in-place window');
    scene.told = [];
  });

  it('keeps its frame when a late session-expired refers to the old token', async () => {
    await scene.says('live', 'expiring');
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).toBe(first);
    expect(scene.told).toEqual(['renewing true', 'renewing false', 'renewed in-place session-expired']);
  });

  it('is replaced when it sends session-expired again: it accepted neither session', async () => {
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.told).toContain('renewed reload session-expired');
  });
});

describe('an embed error that is not fatal', () => {
  const trouble = async (): Promise<void> => {
    scene.told = [];
    await scene.says('live', 'error');
    await scene.pass(SECOND);
  };
  const expectReported = (): void => {
    expect(scene.told).toEqual(['failed embed-error']);
    expect(scene.live).toBe(first);
  };

  it('is reported, and keeps the frame', async () => {
    await trouble();
    expectReported();
  });

  it('keeps the frame soon after a renewal of a valid token', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    await trouble();
    expectReported();
  });

  it('keeps the frame once the embed has sent ready with the new session', async () => {
    await oversleep();
    await scene.says('live', 'ready');
    await trouble();
    expectReported();
  });

  it('keeps the frame a minute after an expired token was renewed', async () => {
    await oversleep();
    await scene.pass(MINUTE);
    await trouble();
    expectReported();
  });

  it('keeps the frame after the next renewal, of a valid token', async () => {
    await oversleep();
    await scene.pass(HOUR);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    await trouble();
    expectReported();
  });

  it('is reported for the frame that loads too, and keeps it', async () => {
    scene.embed = { ...scene.embed, generation: 'events', loading: 10 * SECOND };
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    scene.told = [];
    await scene.says('next', 'error');
    expect(scene.told).toEqual(['failed embed-error']);
    await scene.pass(MINUTE);
    expect(scene.live?.alive).toBe(true);
  });
});

describe('a failed renewal in place a day after a frame was replaced', () => {
  it('leads to another automatic recovery, because the frame has worked for a day', async () => {
    await scene.says('live', 'fatal');
    await scene.pass(SECOND);
    await scene.says('live', 'expiring');
    await scene.pass(DAY - 3 * HOUR);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
    expect(scene.live?.alive).toBe(true);
  });
});
