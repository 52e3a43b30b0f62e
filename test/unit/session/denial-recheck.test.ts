import { beforeEach, describe, expect, it } from 'vitest';
import { CubeEmbedError, EndpointDeniedError, SessionDeniedError } from '../../../src/shared/errors.js';
import type { Embed } from './support/embed.js';
import { Scene } from './support/scene.js';
import { HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
let first: Embed | undefined;
let answers: (Error | undefined)[];
beforeEach(async () => {
  scene = new Scene();
  answers = [];
  const { fetchSession } = scene.backend;
  scene.backend.latency = 0;
  scene.backend.fetchSession = (context) =>
    fetchSession(context).then((answer) => {
      const error = answers.shift();
      if (error) throw error;
      return answer;
    });
  await scene.up();
  first = scene.live;
});

describe('a 401 or 403 of a session endpoint', () => {
  const denied = (): Error => new EndpointDeniedError('The session endpoint /s answered 401.');

  it('during a renewal is retried once after a few seconds, before a working frame is removed', async () => {
    answers = [denied()];
    const renewal = scene.machine.renew();
    await scene.pass(2 * SECOND);
    expect(scene.live).toBe(first);
    expect(scene.backend.calls).toHaveLength(2);
    await scene.pass(4 * SECOND);
    await renewal;
    expect(scene.backend.asked.slice(1)).toEqual(['renewal 1', 'renewal 2']);
    expect(scene.told.join()).not.toMatch(/error|failed/);
    expect(scene.told.at(-1)).toBe('renewed reload renew');
  });

  it('is final the second time', async () => {
    answers = [denied(), denied()];
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'session-denied' });
    await scene.pass(10 * SECOND);
    await renewal;
    expect(scene.backend.calls).toHaveLength(3);
    expect(scene.live).toBeUndefined();
    expect(scene.told.at(-1)).toBe('error session-denied');
  });

  it('is final at once during a load, where no working frame is at stake', async () => {
    answers = [denied()];
    void scene.machine.reload('reload');
    await scene.pass(10 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.machine.error?.code).toBe('session-denied');
  });

  it('is final at once when the token has expired', async () => {
    answers = [denied()];
    scene.embed.generation = 'renewal';
    await scene.says('live', 'expired');
    await scene.pass(10 * SECOND);
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.machine.error?.code).toBe('session-denied');
  });

  it('is retried once again at the next renewal', async () => {
    for (let round = 0; round < 2; round++) {
      answers = [denied()];
      const renewal = scene.machine.renew();
      await scene.pass(10 * SECOND);
      await renewal;
    }
    expect(scene.backend.calls).toHaveLength(5);
  });
});

describe('an invalid-config of the host', () => {
  it('is final at once during a renewal too: no further call can fix it', async () => {
    answers = [new CubeEmbedError('invalid-config', 'The dashboard is not configured.')];
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'invalid-config' });
    await scene.pass(10 * SECOND);
    await renewal;
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.machine.error?.code).toBe('invalid-config');
  });
});

describe('a SessionDeniedError of the host', () => {
  it('is final at once during a renewal too', async () => {
    answers = [new SessionDeniedError()];
    const renewal = expect(scene.machine.renew()).rejects.toMatchObject({ code: 'session-denied' });
    await scene.pass(10 * SECOND);
    await renewal;
    expect(scene.backend.calls).toHaveLength(2);
    expect(scene.live).toBeUndefined();
  });
});

describe('an immediate rejection without a response', () => {
  const offline = (): Error => new TypeError('Load failed');
  const failed = (): Error => new CubeEmbedError('session-failed', 'It answered 503.', { retryable: true });

  it('does not use up one of the five attempts: in WebKit a navigation may be pending', async () => {
    answers = [offline(), offline(), offline(), offline(), failed(), failed(), failed(), failed()];
    const reload = scene.machine.reload('reload');
    await scene.pass(MINUTE);
    await reload;
    expect(scene.machine.status).toBe('ready');
    expect(scene.backend.calls).toHaveLength(1 + 9);
  });

  it('is retried after at least half a second, then after longer delays', async () => {
    scene.random = () => 0;
    answers = Array.from({ length: 5 }, offline);
    void scene.machine.reload('reload');
    await scene.pass(MINUTE);
    const times = scene.backend.calls.slice(1).map(({ since }) => since);
    expect(times.slice(1).map((time, index) => time - times[index]!)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000,
    ]);
  });

  it('uses up attempts after the fifth one', async () => {
    answers = Array.from({ length: 10 }, offline);
    const reload = expect(scene.machine.reload('reload')).rejects.toMatchObject({ code: 'session-failed' });
    await scene.pass(MINUTE);
    await reload;
    expect(scene.backend.calls).toHaveLength(1 + 10);
  });

  it('uses up an attempt when it was not immediate or is an error of the host’s own', async () => {
    for (const [latency, error] of [
      [50, offline],
      [0, () => new Error('of the host')],
    ] as const) {
      const calls = scene.backend.calls.length;
      scene.backend.latency = latency;
      answers = Array.from({ length: 5 }, error);
      void scene.machine.reload('reload');
      await scene.pass(20 * SECOND);
      expect(scene.machine.error?.code).toBe('session-failed');
      expect(scene.backend.calls).toHaveLength(calls + 5);
    }
  });

  it('counts as a normal failed attempt while the error panel is shown', async () => {
    answers = Array.from({ length: 5 }, failed);
    void scene.machine.reload('reload');
    await scene.pass(20 * SECOND);
    expect(scene.machine.status).toBe('error');
    const calls = scene.backend.calls.length;
    answers = Array.from({ length: 100 }, offline);
    await scene.pass(HOUR);
    expect(scene.backend.calls.length - calls).toBeLessThan(20);
  });
});
