import { beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from './support/embed.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

/** With `random()` at 0.5 the renewal is due 15 minutes into the last hour of the token, after a grace period of 3.75 s. */
const DUE = 23.25 * HOUR;

let scene: Scene;
let first: Embed | undefined;
beforeEach(async () => {
  scene = new Scene();
  await scene.up();
  first = scene.live;
});

describe('the viewer’s focus in the frame', () => {
  beforeEach(() => {
    scene.focus = true;
  });

  it('delays a replacement before a session is fetched', async () => {
    await scene.pass(DUE + 30 * MINUTE);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.told).toEqual([]);
    scene.focus = false;
    await scene.pass(6 * SECOND);
    expect(scene.told).toContain('renewed reload window');
  });

  it('delays a replacement no longer than until the token expires', async () => {
    await scene.pass(DAY - 10 * SECOND);
    expect(scene.live).toBe(first);
    await scene.pass(20 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told[0]).toBe('before-reload window for good');
  });

  it('keeps the old frame in front when it arrives while the new one loads', async () => {
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

  it('keeps the old frame no longer than its token when it arrives while the new one loads', async () => {
    scene.focus = false;
    scene.embed.loading = 10 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    scene.focus = true;
    await scene.pass(DAY - DUE);
    expect(scene.live).not.toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('does not delay renew()', async () => {
    const renewal = scene.machine.renew();
    await scene.pass(SECOND);
    await renewal;
    expect(scene.live).not.toBe(first);
    expect(scene.told).toContain('before-reload renew');
  });

  it('does not delay renew() when the new frame is already waiting', async () => {
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

  it('does not delay a waiting frame when the live one fails', async () => {
    scene.focus = false;
    scene.embed.loading = 10 * SECOND;
    await scene.pass(DUE + 5 * SECOND);
    scene.focus = true;
    await scene.pass(MINUTE);
    const next = scene.next;
    await scene.says('live', 'fatal');
    expect(scene.live).toBe(next);
    expect(scene.machine.status).toBe('ready');
    // The waiting frame is shown at once, so there is no failure to report.
    expect(scene.told.filter((what) => what.startsWith('failed'))).toEqual([]);
  });

  it('does not delay a frame when none is live', async () => {
    void scene.machine.reload('reload');
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
  });
});

describe('before-reload', () => {
  it('is dispatched again five minutes after it was canceled', async () => {
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

  it('is not dispatched again earlier because a page event re-checks the session', async () => {
    scene.cancels = true;
    await scene.pass(DUE);
    await scene.woken();
    await scene.pass(MINUTE);
    expect(scene.told).toEqual(['before-reload window']);
  });

  it('cannot be canceled when the token expires', async () => {
    scene.cancels = true;
    await scene.pass(DAY + 5 * SECOND);
    expect(scene.live).not.toBe(first);
    expect(scene.live?.alive).toBe(true);
    expect(scene.told).toContain('before-reload window for good');
  });

  it('is dispatched once for a renewal that takes several attempts', async () => {
    scene.backend.manner = 'failing';
    await scene.pass(DUE + 8 * SECOND);
    scene.backend.manner = 'good';
    await scene.pass(MINUTE);
    expect(scene.told.filter((what) => what.startsWith('before-reload'))).toHaveLength(1);
    expect(scene.told).toContain('renewed reload window');
  });

  it('ends the renewal when its handler calls reload()', async () => {
    scene.onTold = (what) => {
      if (what === 'before-reload window') void scene.machine.reload('reload');
    };
    await scene.pass(DUE + MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'reload 1']);
    expect(scene.machine.status).toBe('ready');
  });

  it('counts as accepted when its handler calls renew()', async () => {
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
