/** Runs in each of vitest's workers and stores the counters of each test file. */
import { afterAll } from 'vitest';
import { keep } from './instrument.js';

afterAll(() => {
  keep('unit', JSON.stringify(globalThis.__coverage__ ?? {}));
});
