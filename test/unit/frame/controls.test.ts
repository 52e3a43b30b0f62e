import { describe, expect, it } from 'vitest';
import { filterAction, filterParameters, prefixed } from '../../../src/frame/controls.js';

describe('filters', () => {
  it.each([
    ['a text', 'USA', '{"value":"USA"}'],
    ['a number', 0, '{"value":0}'],
    ['a truth', false, '{"value":false}'],
    ['nothing', null, '{"value":null}'],
    ['a list', ['USA', 'Chile'], '{"value":["USA","Chile"]}'],
    ["Cube's own form", { value: 'USA', type: 'notEquals' }, '{"value":"USA","type":"notEquals"}'],
  ])('by %s become a parameter', (_what, value, json) => {
    expect(filterParameters({ 'orders.country': value })).toEqual({ 'f_orders.country': json });
  });

  it('may be none at all', () => {
    expect(filterParameters(undefined)).toEqual({});
    expect(filterParameters({})).toEqual({});
  });

  it('are sent as the parameter with its value', () => {
    expect(filterAction('f_orders.country', '{"value":"USA"}')).toEqual({
      filterUrlParameter: 'f_orders.country={"value":"USA"}',
    });
  });

  it('are taken away by an empty one', () => {
    expect(filterAction('f_orders.country', undefined)).toEqual({
      filterUrlParameter: 'f_orders.country={"value":[]}',
    });
  });
});

describe('prefixed', () => {
  it('gives each name its prefix and leaves the values', () => {
    expect(prefixed('tg_', { 'orders.day': 'week' })).toEqual({ 'tg_orders.day': 'week' });
    expect(prefixed('ms_', undefined)).toEqual({});
  });
});
