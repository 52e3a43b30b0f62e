import { beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

/** With a random number of 0.5 the renewal is due a quarter of an hour into the last hour, after 3.75 s of grace. */
const DUE = 23.25 * HOUR;

let scene: Scene;
let first: Embed | undefined;
beforeEach(async () => {
  scene = new Scene();
  await scene.up();
  first = scene.live;
});

describe('the hands of the viewer', () => {
  beforeEach(() => {
    scene.focus = true;
  });

  it('in the frame hold a replacement back, before any session is fetched', async () => {
    await scene.pass(DUE + 30 * MINUTE);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.told).toEqual([]);
    scene.focus = false;
    await scene.pass(6 * SECOND);
    expect(scene.told).toContain('renewed reload window');
  });

  it('hold it back until the token ends, and no longer', async () => {
    await scene.pass(DAY - 10 * SECOND);
    expect(scene.live).toBe(first);
    await scene.pass(20 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told[0]).toBe('before-reload window for good');
  });

  it('that come while the new frame loads keep the old one in front', async () => {
    scene.focus = false;
    scene.embed.loading = 10 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    scene.focus = true;
    await scene.pass(20 * MINUTE);
    expect(scene.live).toBe(first);
    expect(scene.next?.alive).toBe(true);
    expect(scene.backend.calls).toHaveLength(2);
    scene.focus = false;
    await scene.pass(6 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.told.at(-1)).toBe('renewed reload window');
  });

  it('that came while the new frame loaded hold no longer than the token', async () => {
    scene.focus = false;
    scene.embed.loading = 10 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    scene.focus = true;
    await scene.pass(DAY - DUE);
    expect(scene.live).not.toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('do not hold back what the host asks for itself', async () => {
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.live).not.toBe(first);
    expect(scene.told).toContain('before-reload renew');
  });

  it('do not hold back a frame that waits behind them when the host asks for it', async () => {
    scene.focus = false;
    scene.embed.loading = 10 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    scene.focus = true;
    await scene.pass(MINUTE);
    const renewal = scene.machine.renew();
    await renewal;
    expect(scene.live).not.toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('do not hold back a frame that waits behind a live one that failed', async () => {
    scene.focus = false;
    scene.embed.loading = 10 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    scene.focus = true;
    await scene.pass(MINUTE);
    const next = scene.next;
    await scene.says('live', 'failed');
    expect(scene.live).toBe(next);
    expect(scene.machine.status).toBe('ready');
    // It is in place at once: there is nothing to tell of a failure.
    expect(scene.told.filter((what) => what.startsWith('failed'))).toEqual([]);
  });

  it('do not matter for the first frame, where nothing is live', async () => {
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });
});

describe('before-reload', () => {
  it('canceled is asked again five minutes later', async () => {
    scene.cancels = true;
    await scene.pass(DUE);
    expect(scene.told).toEqual(['before-reload window']);
    expect(scene.backend.calls).toHaveLength(1);
    await scene.pass(5 * MINUTE - 5 * SECOND);
    expect(scene.told).toHaveLength(1);
    scene.cancels = false;
    await scene.pass(5 * SECOND);
    expect(scene.told.slice(0, 2)).toEqual(['before-reload window', 'before-reload window']);
    await scene.pass(SECOND);
    expect(scene.live).not.toBe(first);
  });

  it('canceled is not asked again sooner because the page looks', async () => {
    scene.cancels = true;
    await scene.pass(DUE);
    await scene.woken();
    await scene.pass(MINUTE);
    expect(scene.told).toEqual(['before-reload window']);
  });

  it('cannot be canceled when the token ends', async () => {
    scene.cancels = true;
    await scene.pass(DAY + 5 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told).toContain('before-reload window for good');
  });

  it('is asked once for a renewal whose backend fails before it succeeds', async () => {
    scene.backend.manner = 'failing';
    await scene.pass(DUE + 8 * SECOND);
    scene.backend.manner = 'good';
    await scene.pass(MINUTE);
    expect(scene.told.filter((what) => what.startsWith('before-reload'))).toHaveLength(1);
    expect(scene.told).toContain('renewed reload window');
  });

  it('may be answered by a reload: the host did it itself', async () => {
    scene.onTold = (what) => {
      if (what === 'before-reload window') void scene.machine.reload('reload');
    };
    await scene.pass(DUE + MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'reload 1']);
    expect(scene.machine.status).toBe('ready');
  });

  it('may be answered by renew(): that is a yes', async () => {
    let renewals = 0;
    scene.cancels = true;
    scene.onTold = (what) => {
      if (what.startsWith('before-reload') && ++renewals < 50) void scene.machine.renew();
    };
    await scene.pass(DUE + MINUTE);
    expect(renewals).toBe(1);
    expect(scene.backend.asked).toEqual(['initial 1', 'renewal 1']);
  });
});
