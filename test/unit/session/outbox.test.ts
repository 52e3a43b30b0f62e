import { describe, expect, it } from 'vitest';
import type { Outbox } from '../../../src/session/outbox.js';
import { createOutbox } from '../../../src/session/outbox.js';

describe('the outbox', () => {
  /** Takes out everything, as the machine does. */
  const flush = (outbox: Outbox): void => {
    for (let step; (step = outbox.nextEffect() ?? outbox.nextNews());) step();
  };

  it('gives out its effects before its news, each in order and once', () => {
    const outbox = createOutbox();
    const heard: string[] = [];
    outbox.tell(() => heard.push('news 1'));
    outbox.act(() => heard.push('effect 1'));
    outbox.tell(() => heard.push('news 2'));
    outbox.act(() => heard.push('effect 2'));
    flush(outbox);
    flush(outbox);
    expect(heard).toEqual(['effect 1', 'effect 2', 'news 1', 'news 2']);
  });

  it('forgets the news that has not been told, while news is being told too, but no effect', () => {
    const outbox = createOutbox();
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

  it('settles each promise once; those made later wait for the next time', async () => {
    const outbox = createOutbox();
    const first = outbox.promise();
    outbox.settle();
    const second = outbox.promise();
    outbox.settle(new Error('no'));
    outbox.settle();
    await expect(first).resolves.toBeUndefined();
    await expect(second).rejects.toThrow('no');
  });
});
