import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CubeEmbedError } from '../../../src/shared/errors.js';
import { freshSession } from '../../../src/session/source.js';
import { Scene } from './support/scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './support/time.js';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

describe('the message of an error', () => {
  const ending = async (): Promise<string | undefined> => {
    await scene.start();
    await scene.pass(HOUR);
    return scene.machine.error?.message;
  };

  it('names a call that took too long', async () => {
    scene.backend.latency = Infinity;
    expect(await ending()).toBe('No session came in 30 s.');
  });

  it('names frames that were never ready', async () => {
    scene.embed.start = 'stuck';
    expect(await ending()).toBe('3 times in a row, the embed was not ready before its session expired.');
  });

  it('names frames whose page did not arrive', async () => {
    scene.embed.start = 'blank';
    expect(await ending()).toBe("3 times in a row, the embed's page did not arrive.");
  });

  it('names a rejection of the host’s own', async () => {
    scene.backend.fetchSession = () => Promise.reject(new TypeError('a bug of the host'));
    expect(await ending()).toBe('The session could not be fetched.');
  });

  it('names an answer without a session', async () => {
    scene.backend.manner = 'garbage';
    expect(await ending()).toBe('The answer is not { "sessionId": "…" } with a plain id.');
  });

  it('names a session that was given before', async () => {
    const context = {
      surface: 'chat',
      reason: 'initial',
      attempt: 1,
      signal: new AbortController().signal,
    } as const;
    const same = (): Promise<string> => freshSession(() => Promise.resolve('told-twice'), context);
    await same();
    await expect(same()).rejects.toThrow('This session was given before: make a new one for every call.');
  });

  it('names a session that the embed refused, and an embed that failed without a message', async () => {
    const told: string[] = [];
    scene.failed = ({ message }: CubeEmbedError) => told.push(message);
    await scene.up();
    scene.embed.start = 'stuck';
    void scene.machine.renew();
    await scene.pass(SECOND);
    await scene.says('next', 'expired');
    await scene.says('live', 'fatal');
    expect(told).toEqual(['The embed refused its session.', 'The embed failed: ']);
  });

  it('names the removal of the element in a rejected promise', async () => {
    await scene.start();
    const reload = expect(scene.machine.reload('reload')).rejects.toThrow('The element was removed.');
    await scene.remove();
    await reload;
  });
});

describe('the host', () => {
  it('is notified of a status once, however many page events follow', async () => {
    const changed = vi.spyOn(scene, 'changed');
    scene.machine.tick();
    expect(changed).not.toHaveBeenCalled();
    await scene.up();
    changed.mockClear();
    for (let look = 0; look < 5; look += 1) await scene.woken();
    expect(changed).not.toHaveBeenCalled();
  });
});

describe('a message about something else', () => {
  it('does not confirm an unconfirmed embed', async () => {
    scene.embed.generation = 'none';
    await scene.up();
    await scene.says('live');
    expect(scene.told).toEqual([]);
  });

  it('does not prove that the embed renews in place', async () => {
    await scene.up();
    await scene.says('live');
    await scene.pass(DAY - HOUR / 2);
    expect(scene.told).toContain('renewed reload window');
  });
});

describe('the minute after a renewal in place', () => {
  it('ends after exactly a minute: from then on, session-expired refers to the new token', async () => {
    scene.embed.generation = 'renewal';
    await scene.up();
    const first = scene.live;
    scene.backend.latency = 0;
    await scene.says('live', 'expiring');
    await scene.pass(0);
    await scene.pass(MINUTE);
    await scene.says('live', 'expired');
    await scene.pass(SECOND);
    expect(scene.live).toBe(first);
    expect(scene.told.at(-1)).toBe('renewed in-place session-expired');
  });
});
