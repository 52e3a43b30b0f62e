import { beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

/** Nothing is left or happens later. */
async function expectNothingLeft(): Promise<void> {
  expect(scene.machine.status).toBe('idle');
  expect(scene.machine.renewing).toBe(false);
  expect(scene.machine.error).toBeNull();
  expect(scene.time.alarm).toBe(Infinity);
  expect([scene.live, scene.next]).toEqual([undefined, undefined]);
  expect(scene.backend.calls.every(({ signal, settled }) => settled || signal.aborted)).toBe(true);
  const calls = scene.backend.calls.length;
  const told = scene.told.length;
  await scene.pass(3 * DAY);
  expect(scene.backend.calls).toHaveLength(calls);
  expect(scene.told).toHaveLength(told);
  expect(scene.time.alarm).toBe(Infinity);
  expect([scene.live, scene.next]).toEqual([undefined, undefined]);
}

describe('removal', () => {
  it('during the call aborts it, and its late answer reaches no frame', async () => {
    scene.backend.heedsAbort = false;
    await scene.start();
    await scene.remove();
    expect(scene.backend.calls[0]?.signal.aborted).toBe(true);
    await expectNothingLeft();
    expect(scene.handed).toEqual([]);
  });

  it('during the load of the frame removes the frame', async () => {
    scene.embed.loading = MINUTE;
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.next).toBeDefined();
    await scene.remove();
    await expectNothingLeft();
  });

  it('during the backoff ends the attempts', async () => {
    scene.backend.manner = 'failing';
    await scene.start();
    await scene.pass(100);
    await scene.remove();
    await expectNothingLeft();
  });

  it('of a live frame leaves nothing', async () => {
    await scene.up();
    await scene.remove();
    expect(scene.told).toEqual(['status idle']);
    await expectNothingLeft();
  });

  it('during a renewal in place ends the renewal: the session is sent to no frame', async () => {
    scene.embed.generation = 'renewal';
    await scene.up();
    await scene.says('live', 'expiring');
    await scene.remove();
    await expectNothingLeft();
    expect(scene.handed).toHaveLength(1);
  });

  it('while a new frame loads behind the live one removes both', async () => {
    await scene.up();
    scene.embed.loading = MINUTE;
    void scene.machine.renew();
    await scene.pass(SECOND);
    expect(scene.live && scene.next).toBeDefined();
    await scene.remove();
    await expectNothingLeft();
  });

  it('while a new frame waits for the viewer’s focus to leave the live one removes both', async () => {
    await scene.up();
    scene.embed.loading = 30 * SECOND;
    await scene.pass(23.25 * HOUR + 20 * SECOND);
    scene.focus = true;
    await scene.pass(MINUTE);
    expect(scene.told).not.toContain('ready confirmed');
    expect(scene.live && scene.next).toBeDefined();
    await scene.remove();
    await expectNothingLeft();
  });

  it('after an error clears the error', async () => {
    scene.backend.manner = 'denying';
    await scene.start();
    await scene.pass(SECOND);
    await scene.remove();
    await expectNothingLeft();
  });

  it.each(['reload', 'renew'] as const)('rejects %s() with an AbortError', async (method) => {
    await scene.up();
    const promise = method === 'reload' ? scene.machine.reload('reload') : scene.machine.renew();
    const failure = expect(promise).rejects.toMatchObject({ name: 'AbortError' });
    await scene.remove();
    await failure;
    await expectNothingLeft();
  });

  it('inside the host’s fetchSession callback aborts that call', async () => {
    scene.backend.onCall = () => {
      scene.machine.stop();
    };
    await scene.start();
    expect(scene.backend.calls[0]?.signal.aborted).toBe(true);
    await expectNothingLeft();
  });

  it.each([
    ['status loading', 'initial'],
    ['status ready', 'initial'],
    ['ready confirmed', 'initial'],
    ['error session-denied', 'denied'],
    ['status error', 'denied'],
    ['renewing true', 'renewal'],
    ['renewing false', 'renewal'],
    ['before-reload window', 'renewal'],
    ['ready confirmed', 'renewal'],
    ['renewed reload window', 'renewal'],
    ['failed session-failed', 'failing renewal'],
    ['failed embed-error', 'fatal'],
    ['status loading', 'fatal'],
  ])('inside the handler of "%s" (%s) ends everything at once', async (what, when) => {
    const remove = (heard: string): void => {
      if (heard === what) scene.machine.stop();
    };
    if (when === 'initial' || when === 'denied') {
      scene.onTold = remove;
      if (when === 'denied') scene.backend.manner = 'denying';
      await scene.start();
      await scene.pass(MINUTE);
    } else {
      await scene.up();
      scene.onTold = remove;
      if (when === 'failing renewal') scene.backend.manner = 'failing';
      if (when === 'fatal') await scene.says('live', 'fatal');
      else await scene.pass(23.5 * HOUR);
    }
    expect(scene.told).toContain(what);
    const last = scene.told.slice(scene.told.indexOf(what) + 1);
    expect(last.filter((heard) => !/^(status idle|renewing false)$/.test(heard))).toEqual([]);
    await expectNothingLeft();
  });

  it('inside the abort listener of a call that timed out ends everything at once', async () => {
    scene.backend.latency = Infinity;
    scene.backend.onCall = ({ signal }) => {
      signal.addEventListener('abort', () => {
        scene.machine.stop();
      });
    };
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.backend.calls).toHaveLength(1);
    await expectNothingLeft();
  });

  it('twice has no further effect', async () => {
    await scene.up();
    await scene.remove();
    await scene.remove();
    await expectNothingLeft();
  });

  it('and adding again, a hundred times, leaves one frame', async () => {
    for (let round = 0; round < 100; round++) {
      await scene.start();
      await scene.pass(round * 10);
      await scene.remove();
    }
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.machine.status).toBe('ready');
    expect(scene.backend.inFlight).toEqual([]);
    expect(scene.wrongs).toEqual([]);
    expect(scene.tenant.spentTwice).toBe(0);
  });
});

describe('a session that arrived after the removal', () => {
  beforeEach(async () => {
    scene.backend.heedsAbort = false;
    await scene.start();
    await scene.remove();
    await scene.pass(SECOND);
  });

  it('is used by the next start, so that StrictMode mints one session', async () => {
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.machine.status).toBe('ready');
  });

  it('is used only once', async () => {
    await scene.start();
    await scene.pass(SECOND);
    await scene.remove();
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.tenant.spentTwice).toBe(0);
  });

  it('is used by a start within two seconds of the removal', async () => {
    await scene.pass(SECOND - 1);
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.machine.status).toBe('ready');
  });

  it('is not used after two seconds: another viewer may have signed in', async () => {
    await scene.pass(SECOND);
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.handed).toHaveLength(1);
  });

  it('is not used for another source of sessions', async () => {
    const { fetchSession } = scene.backend;
    scene.backend.fetchSession = (context) => fetchSession(context);
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not used after the host called reload(), even while the element was removed', async () => {
    scene.sessions.forget();
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not used for another embed', async () => {
    await scene.start('initial', 'another');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not used after another embed was added and removed', async () => {
    await scene.start('initial', 'another');
    await scene.remove();
    await scene.start('initial', 'one');
    await scene.pass(SECOND);
    expect(scene.handed).toHaveLength(1);
    expect(scene.backend.calls).toHaveLength(3);
  });

  it('is not used for a reload, which requires a new one', async () => {
    await scene.start('reload');
    await scene.pass(SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'reload 1']);
  });
});

describe('a session whose call began before the machine slept', () => {
  beforeEach(async () => {
    scene.embed = { ...scene.embed, generation: 'none' };
    scene.backend.heedsAbort = false;
  });

  it('is not used by the attempt after its call timed out: it may be about to expire', async () => {
    await scene.start();
    await scene.sleep(5 * MINUTE - 500);
    await scene.pass(MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 2']);
    expect(scene.live?.alive).toBe(true);
  });

  it('is not used by the next start', async () => {
    await scene.start();
    scene.time.sleep(5 * MINUTE - 500);
    await scene.remove();
    await scene.pass(100);
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 1']);
    expect(scene.live?.alive).toBe(true);
  });

  it('keeps its age when the next start uses it', async () => {
    await scene.start();
    await scene.remove();
    await scene.pass(SECOND);
    scene.embed = { ...scene.embed, start: 'stuck' };
    await scene.start();
    await scene.pass(5 * MINUTE - SECOND - 1);
    expect(scene.next).toBeDefined();
    await scene.pass(1);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 1']);
  });
});

describe('a session that arrives long after the removal', () => {
  it('is not kept', async () => {
    scene.backend.heedsAbort = false;
    scene.backend.latency = 10 * SECOND;
    await scene.start();
    await scene.remove();
    await scene.pass(10 * SECOND);
    await scene.start();
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not kept when the host called reload() before it arrived', async () => {
    scene.backend.heedsAbort = false;
    await scene.start();
    await scene.remove();
    scene.sessions.forget();
    await scene.pass(SECOND);
    await scene.start();
    expect(scene.backend.calls).toHaveLength(2);
  });
});

describe('a late answer to a call that was replaced', () => {
  it('is not kept, because another viewer may have signed in', async () => {
    scene.backend.heedsAbort = false;
    scene.backend.latency = 10 * SECOND;
    await scene.start();
    scene.backend.latency = 50;
    void scene.machine.reload('reload');
    await scene.pass(MINUTE);
    await scene.remove();
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.asked).toEqual(['initial 1', 'reload 1', 'initial 1']);
  });
});

describe('a late answer for another embed', () => {
  it('is not kept when that embed was added and removed again', async () => {
    scene = new Scene();
    scene.backend.heedsAbort = false;
    scene.backend.latency = 10 * SECOND;
    await scene.start('initial', 'one');
    await scene.remove();
    scene.backend.latency = Infinity;
    await scene.start('initial', 'another');
    await scene.remove();
    await scene.pass(MINUTE);
    scene.backend.latency = 50;
    await scene.start('initial', 'another');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(3);
  });

  it('is not kept', async () => {
    scene.backend.heedsAbort = false;
    scene.backend.latency = 10 * SECOND;
    await scene.start('initial', 'one');
    await scene.start('initial', 'another');
    await scene.remove();
    scene.backend.latency = 50;
    await scene.start('initial', 'a third');
    await scene.pass(MINUTE);
    expect(scene.handed).toHaveLength(1);
    await scene.remove();
    await scene.start('initial', 'a third');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(4);
  });
});
