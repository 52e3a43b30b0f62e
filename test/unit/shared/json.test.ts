import { afterEach, describe, expect, it } from 'vitest';
import { actionMessage } from '../../../src/frame/actions.js';
import { filterParameters } from '../../../src/frame/controls.js';
import { toJson } from '../../../src/shared/json.js';

const PROTOTYPES = [Array.prototype, Object.prototype];

/** What Prototype.js 1.6 does. */
function patch(): void {
  for (const prototype of PROTOTYPES) {
    const toJSON = (): string => 'patched';
    Object.defineProperty(prototype, 'toJSON', { value: toJSON, configurable: true });
  }
}

afterEach(() => {
  for (const prototype of PROTOTYPES) Reflect.deleteProperty(prototype, 'toJSON');
});

describe('JSON in a page with an old library', () => {
  const VALUE = {
    a: [1, ['x', null], { b: true }],
    at: new Date(0),
    own: { toJSON: () => 'mine' },
    no: undefined,
  };

  it('is what it is without it', () => {
    const expected = JSON.stringify(VALUE);
    expect(toJson(VALUE)).toBe(expected);
    patch();
    expect(JSON.stringify(VALUE)).not.toBe(expected);
    expect(toJson(VALUE)).toBe(expected);
  });

  it('has the lists of filters and actions', () => {
    patch();
    expect(filterParameters({ 'orders.country': ['USA'] })).toEqual({
      'f_orders.country': '{"value":["USA"]}',
    });
    expect(actionMessage('x', { list: [1] })).toMatchObject({ payload: { list: [1] } });
  });
});
