import { beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

/** That nothing of it goes on, now and later. */
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

  it('during the load of the frame takes the frame away', async () => {
    scene.embed.loading = MINUTE;
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.next).toBeDefined();
    await scene.remove();
    await expectNothingLeft();
  });

  it('during the backoff ends it', async () => {
    scene.backend.manner = 'failing';
    await scene.start();
    await scene.pass(100);
    await scene.remove();
    await expectNothingLeft();
  });

  it('of a live frame ends it', async () => {
    await scene.up();
    await scene.remove();
    expect(scene.told).toEqual(['status idle']);
    await expectNothingLeft();
  });

  it('during a renewal in place ends it: the session is sent to no frame', async () => {
    scene.embed.generation = 'renewal';
    await scene.up();
    await scene.says('live', 'expiring');
    await scene.remove();
    await expectNothingLeft();
    expect(scene.handed).toHaveLength(1);
  });

  it('while a new frame loads behind the live one takes both away', async () => {
    await scene.up();
    scene.embed.loading = MINUTE;
    void scene.machine.renew();
    await scene.pass(SECOND);
    expect(scene.live && scene.next).toBeDefined();
    await scene.remove();
    await expectNothingLeft();
  });

  it('after an error leaves none', async () => {
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

  it('inside the fetch callback of the host aborts that very call', async () => {
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
      if (when === 'fatal') await scene.says('live', 'failed');
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

  it('twice does no harm', async () => {
    await scene.up();
    await scene.remove();
    await scene.remove();
    await expectNothingLeft();
  });

  it('and re-adding a hundred times leaves one life', async () => {
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

describe('a session that came after the removal', () => {
  beforeEach(async () => {
    scene.backend.heedsAbort = false;
    await scene.start();
    await scene.remove();
    await scene.pass(SECOND);
  });

  it('is good for the next start: StrictMode makes one session', async () => {
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.machine.status).toBe('ready');
  });

  it('is used once only', async () => {
    await scene.start();
    await scene.pass(SECOND);
    await scene.remove();
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.tenant.spentTwice).toBe(0);
  });

  it('is good for the next start for two seconds after the removal', async () => {
    await scene.pass(SECOND - 1);
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(1);
    expect(scene.machine.status).toBe('ready');
  });

  it('is too old after two seconds: another viewer may have signed in', async () => {
    await scene.pass(SECOND);
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.handed).toHaveLength(1);
  });

  it('is not good for another source of sessions', async () => {
    const { fetchSession } = scene.backend;
    scene.backend.fetchSession = (context) => fetchSession(context);
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not good after the host has called reload(), while the element was removed too', async () => {
    scene.sessions.forget();
    await scene.start();
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not good for another embed', async () => {
    await scene.start('initial', 'another');
    await scene.pass(SECOND);
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not good for another embed that came and went either', async () => {
    await scene.start('initial', 'another');
    await scene.remove();
    await scene.start('initial', 'one');
    await scene.pass(SECOND);
    expect(scene.handed).toHaveLength(1);
    expect(scene.backend.calls).toHaveLength(3);
  });

  it('is not good for a reload, whose host wants a new one', async () => {
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

  it('does not serve the attempt after its call timed out: it may be about to expire', async () => {
    await scene.start();
    await scene.sleep(5 * MINUTE - 500);
    await scene.pass(MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 2']);
    expect(scene.live?.alive).toBe(true);
  });

  it('does not serve the next start', async () => {
    await scene.start();
    scene.time.sleep(5 * MINUTE - 500);
    await scene.remove();
    await scene.pass(100);
    await scene.start();
    await scene.pass(MINUTE);
    expect(scene.backend.asked).toEqual(['initial 1', 'initial 1']);
    expect(scene.live?.alive).toBe(true);
  });

  it('counts from that call where it serves the next start', async () => {
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

describe('a session that comes long after the removal', () => {
  it('is not kept', async () => {
    scene.backend.heedsAbort = false;
    scene.backend.latency = 10 * SECOND;
    await scene.start();
    await scene.remove();
    await scene.pass(10 * SECOND);
    await scene.start();
    expect(scene.backend.calls).toHaveLength(2);
  });

  it('is not kept when the host called reload() before it came', async () => {
    scene.backend.heedsAbort = false;
    await scene.start();
    await scene.remove();
    scene.sessions.forget();
    await scene.pass(SECOND);
    await scene.start();
    expect(scene.backend.calls).toHaveLength(2);
  });
});

describe('a late answer to a call that something newer replaced', () => {
  it('is not kept: another viewer may have signed in meanwhile', async () => {
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
  it('is not kept when that one has come and gone', async () => {
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
