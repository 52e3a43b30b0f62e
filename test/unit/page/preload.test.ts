import { expect, it, vi } from 'vitest';
import { preload } from '../../../src/page/preload.js';

it('preload() does nothing in Node, without a warning', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  preload({ baseUrl: 'https://acme.cubecloud.dev' });
  expect(warn).not.toHaveBeenCalled();
});
