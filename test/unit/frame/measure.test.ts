import { expect, it } from 'vitest';
import { measure } from '../../../src/frame/measure.js';

const order: string[] = [];
const add = (name: string): void => {
  measure(() => {
    order.push(`read ${name}`);
    return () => order.push(`write ${name}`);
  });
};

it('runs all reads of a task before any write, so that the page is laid out once', async () => {
  add('a');
  add('b');
  expect(order).toEqual([]);
  await Promise.resolve();
  expect(order).toEqual(['read a', 'read b', 'write a', 'write b']);
});

it('continues after a read that throws, and measures again in a later task', async () => {
  order.length = 0;
  const failed = new Promise((resolve) => process.once('uncaughtException', resolve));
  measure(() => {
    throw new Error('no layout');
  });
  expect(await failed).toMatchObject({ message: 'no layout' });
  add('c');
  await Promise.resolve();
  expect(order).toEqual(['read c', 'write c']);
});
