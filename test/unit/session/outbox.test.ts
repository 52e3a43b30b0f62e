import { describe, expect, it } from 'vitest';
import { createOutbox } from '../../../src/session/outbox.js';

describe('the outbox', () => {
  it('tells its news in order, once, and not before it is flushed', () => {
    const outbox = createOutbox();
    const heard: number[] = [];
    outbox.tell(() => heard.push(1));
    outbox.tell(() => heard.push(2));
    expect(heard).toEqual([]);
    outbox.flush();
    outbox.flush();
    expect(heard).toEqual([1, 2]);
  });

  it('forgets what has not been told, in the middle of telling too', () => {
    const outbox = createOutbox();
    const heard: number[] = [];
    outbox.tell(() => {
      heard.push(1);
      outbox.forget();
    });
    outbox.tell(() => heard.push(2));
    outbox.flush();
    expect(heard).toEqual([1]);
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
