import { afterEach, expect, it, vi } from 'vitest';
import { inNextTask } from '../../../src/page/task.js';

afterEach(() => vi.unstubAllGlobals());

it('a call for the next task is made at once where MessageChannel is missing', () => {
  const act = vi.fn();
  vi.stubGlobal('MessageChannel', undefined);
  inNextTask(act);
  expect(act).toHaveBeenCalledOnce();
});
