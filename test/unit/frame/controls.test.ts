import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionMessage } from '../../../src/frame/actions.js';
import type { Filters } from '../../../src/frame/filters.js';
import {
  filterAction,
  filterParameters,
  filterText,
  prefixed,
  splitFilters,
} from '../../../src/frame/controls.js';
import type { Filter } from '../../../src/frame/filters.js';

describe('filters', () => {
  it.each([
    ['a text', 'USA', '{"value":"USA"}'],
    ['a number', 0, '{"value":0}'],
    ['a boolean', false, '{"value":false}'],
    ['null', null, '{"value":null}'],
    ['a list', ['USA', 'Chile'], '{"value":["USA","Chile"]}'],
    ["Cube's own form", { value: 'USA', type: 'not_equals' }, '{"value":"USA","type":"not_equals"}'],
    ['two ends', { type: 'between', value: [1, 2] }, '{"type":"between","value":[1,2]}'],
    ['an operator that takes no value', { type: 'is_null' }, '{"type":"is_null"}'],
    ['such an operator and no value', { type: 'is_not_empty', value: undefined }, '{"type":"is_not_empty"}'],
    ['an unknown operator', { type: 'like', value: 'a' } as unknown as string, '{"type":"like","value":"a"}'],
    ['a date', new Date(0) as unknown as string, '{"value":"1970-01-01T00:00:00.000Z"}'],
  ] as [string, Filter, string][])('with %s become a parameter', (_what, value, json) => {
    expect(filterParameters({ 'orders.country': value })).toEqual({ 'f_orders.country': json });
  });

  it('are written alike on a page where an old library adds toJSON to arrays', () => {
    const prototype = Array.prototype as { toJSON?: () => string };
    // As Prototype 1.6 does.
    prototype.toJSON = function (this: unknown[]) {
      return `[${this.map((each) => JSON.stringify(each)).join(', ')}]`;
    };
    try {
      const filters: Filters = { 'a.b': ['USA', 'Chile'], 'a.c': { type: 'between', value: [1, 2] } };
      expect(filterParameters(filters)).toEqual({
        'f_a.b': '{"value":["USA","Chile"]}',
        'f_a.c': '{"type":"between","value":[1,2]}',
      });
      expect(actionMessage('set-theme', { colors: ['red', 'blue'] })).toMatchObject({
        payload: { colors: ['red', 'blue'] },
      });
    } finally {
      delete prototype.toJSON;
    }
  });

  it('may be empty or undefined', () => {
    expect(filterParameters(undefined)).toEqual({});
    expect(filterParameters({})).toEqual({});
  });

  it('that are undefined are left out', () => {
    const whole = { value: undefined, type: 'set' } as unknown as string;
    expect(filterParameters({ 'a.b': undefined as unknown as string, 'a.c': whole, 'a.d': 1 })).toEqual({
      'f_a.d': '{"value":1}',
    });
  });

  it('are sent as parameters with their values', () => {
    const filters = [
      filterText('f_orders.country', '{"value":"USA"}'),
      filterText('f_orders.id', '{"value":1}'),
    ];
    expect(filterAction(filters)).toEqual({
      filterUrlParameter: 'f_orders.country={"value":"USA"}&f_orders.id={"value":1}',
    });
    expect(splitFilters(filters.join('&'))).toEqual(filters);
  });

  it('written by the host may contain ampersands', () => {
    const written = ['f_a.b={"value":"x & y"}', 'f_a.c={"value":"&f_=1"}'];
    expect(splitFilters(written[0]!)).toEqual([written[0]]);
    expect(splitFilters(`${written[0]}&${written[1]}`)[0]).toBe(written[0]);
  });

  it.each([
    ['Smith & Sons', '{"value":"Smith \\u0026 Sons"}'],
    ['a+b c', '{"value":"a\\u002bb c"}'],
    ['%26', '{"value":"\\u002526"}'],
    ['#1', '{"value":"\\u00231"}'],
    [String.raw`\"&`, String.raw`{"value":"\\\"\u0026"}`],
    [1e21, '{"value":1e21}'],
    [-1e-7, '{"value":-1e-7}'],
  ])('with %s are read the same raw and in a query', (value, json) => {
    const { 'f_a.b': written = '' } = filterParameters({ 'a.b': value });
    expect(written).toBe(json);
    expect(JSON.parse(written)).toEqual({ value });
  });

  it('are read the same raw and in a query, whatever they contain', () => {
    const text = fc.string({ unit: 'grapheme' });
    const scalar = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(scalar, fc.array(scalar))), (filters) => {
        const parameters = Object.entries(filterParameters(filters));
        const { filterUrlParameter } = filterAction(parameters.map(([name, json]) => filterText(name, json)));
        const raw = splitFilters(filterUrlParameter).map((part) => part.slice(part.indexOf('=') + 1));
        const parsed = [...new URLSearchParams(filterUrlParameter)];
        expect(parsed.map(([, json]) => json)).toEqual(parameters.map(([, json]) => json));
        expect(parsed.map(([name]) => name)).toEqual(parameters.map(([name]) => name));
        if (parameters.every(([name]) => /^f_[\w.]+$/.test(name))) {
          expect(raw.slice(0, parameters.length)).toEqual(parameters.map(([, json]) => json));
        }
        for (const [name, json] of parsed) {
          const value = filters[name.slice(2)];
          expect(JSON.parse(json)).toEqual({ value: JSON.parse(JSON.stringify(value)) as unknown });
        }
      }),
    );
  });
});

describe('prefixed', () => {
  it('prefixes each name and keeps the values', () => {
    expect(prefixed('tg_', { 'orders.day': 'week' })).toEqual({ 'tg_orders.day': 'week' });
    expect(prefixed('ms_', undefined)).toEqual({});
  });
});
