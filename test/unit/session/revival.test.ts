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

/** Asleep until its token is over; its embed says so. */
async function oversleep(): Promise<void> {
  await scene.sleep(2 * DAY);
  await scene.pass(SECOND);
}

describe('an embed that was over, and whose tenant fails the exchange of the new session,', () => {
  beforeEach(() => {
    scene.tenant.failing = true;
  });

  /** Well again by the time a new frame is begun. */
  const recoverSoon = (): void => {
    scene.onTold = (what) => {
      if (what === 'status loading') scene.tenant.failing = false;
    };
  };

  it('is replaced by a new frame: it would stay at "Session expired"', async () => {
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
    'is replaced when the machine slept before the error came, for %i ms',
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

  it('is an error when the new frame fails too, and mended by the return of the viewer', async () => {
    await oversleep();
    expect(scene.machine.error?.code).toBe('embed-error');
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1', 'retry 1']);
    scene.tenant.failing = false;
    await scene.hide();
    await scene.show();
    await scene.pass(15 * SECOND);
    expect(scene.live?.alive).toBe(true);
  });

  it('is replaced where no word of its own, but the clock, told that it was over', async () => {
    scene.tenant.failing = false;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.tenant.failing = true;
    recoverSoon();
    first!.says = (word) => {
      if (word === 'troubled') scene.machine.hear('live', word);
    };
    await oversleep();
    expect(scene.told.slice(-3)).toEqual(['status ready', 'ready confirmed', 'renewed reload embed-error']);
    expect(scene.live).not.toBe(first);
  });
});

describe('an embed whose own word comes after the clock has had it renewed', () => {
  /** Asleep past the end of its token; its own timer is slow to notice. */
  beforeEach(async () => {
    first!.options.margin = -9 * DAY;
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    scene.told = [];
    await oversleep();
    expect(scene.told).toContain('renewed in-place window');
    scene.told = [];
  });

  it('keeps its frame: the word was about the old token', async () => {
    await scene.says('live', 'expiring');
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).toBe(first);
    expect(scene.told).toEqual(['renewing true', 'renewing false', 'renewed in-place session-expired']);
  });

  it('is replaced when it says so again: it could take neither session', async () => {
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.told).toContain('renewed reload session-expired');
  });
});

describe('an error that the embed survives', () => {
  const trouble = async (): Promise<void> => {
    scene.told = [];
    await scene.says('live', 'troubled');
    await scene.pass(SECOND);
  };
  const expectToBeTold = (): void => {
    expect(scene.told).toEqual(['failed embed-error']);
    expect(scene.live).toBe(first);
  };

  it('is told, and costs no frame', async () => {
    await trouble();
    expectToBeTold();
  });

  it('costs no frame soon after a renewal of a token that lived', async () => {
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    await trouble();
    expectToBeTold();
  });

  it('costs no frame once the embed has said that it is ready with the new session', async () => {
    await oversleep();
    await scene.says('live', 'ready');
    await trouble();
    expectToBeTold();
  });

  it('costs no frame a minute after its token was over and was renewed', async () => {
    await oversleep();
    await scene.pass(MINUTE);
    await trouble();
    expectToBeTold();
  });

  it('costs no frame by the next renewal, of a token that lived', async () => {
    await oversleep();
    await scene.pass(HOUR);
    await scene.says('live', 'expiring');
    await scene.pass(SECOND);
    await trouble();
    expectToBeTold();
  });

  it('is told of the frame that is on its way too, and leaves both', async () => {
    scene.embed = { ...scene.embed, generation: 'events', loading: 10 * SECOND };
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    scene.told = [];
    await scene.says('next', 'troubled');
    expect(scene.told).toEqual(['failed embed-error']);
    await scene.pass(MINUTE);
    expect(scene.live?.alive).toBe(true);
  });
});

describe('a renewal in place that did not take, a day after a frame had to be replaced,', () => {
  it('is one more recovery, as the frame has been up for a day', async () => {
    await scene.says('live', 'failed');
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
