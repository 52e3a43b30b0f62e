import { describe, expect, it } from 'vitest';
import type { Outbox } from '../../../src/session/outbox.js';
import { createOutbox } from '../../../src/session/outbox.js';

describe('the outbox', () => {
  /** Runs everything, as the machine does. */
  const flush = (outbox: Outbox<() => unknown, () => unknown>): void => {
    for (let step; (step = outbox.nextEffect() ?? outbox.nextNews());) step();
  };

  it('returns effects before notifications, each once and in order', () => {
    const outbox = createOutbox<() => unknown, () => unknown>();
    const heard: string[] = [];
    outbox.tell(() => heard.push('news 1'));
    outbox.act(() => heard.push('effect 1'));
    outbox.tell(() => heard.push('news 2'));
    outbox.act(() => heard.push('effect 2'));
    flush(outbox);
    flush(outbox);
    expect(heard).toEqual(['effect 1', 'effect 2', 'news 1', 'news 2']);
  });

  it('drops pending notifications, even during a notification, but no effects', () => {
    const outbox = createOutbox<() => unknown, () => unknown>();
    const heard: string[] = [];
    outbox.tell(() => {
      heard.push('news 1');
      outbox.act(() => heard.push('effect'));
      outbox.forget();
    });
    outbox.tell(() => heard.push('news 2'));
    flush(outbox);
    expect(heard).toEqual(['news 1', 'effect']);
  });

  it('settles each promise once; promises made later settle with the next call', async () => {
    const outbox = createOutbox<() => unknown, () => unknown>();
    const first = outbox.promise();
    outbox.settle();
    const second = outbox.promise();
    outbox.settle(new Error('no'));
    outbox.settle();
    await expect(first).resolves.toBeUndefined();
    await expect(second).rejects.toThrow('no');
  });
});
