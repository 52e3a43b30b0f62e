import { describe, expect, it } from 'vitest';
import { filterProblem } from '../../../src/frame/filters.js';

describe('a filter', () => {
  it.each([
    'USA',
    null,
    ['USA', 'Chile'],
    [],
    { value: 'USA' },
    { type: undefined, value: 'USA' },
    { type: 'not_starts_with', value: 'a' },
    { type: 'between', value: [1, 2] },
    { type: 'between', value: undefined },
    { type: 'is_empty' },
    { type: 'is_null', value: undefined },
  ])('is right: %j', (filter) => {
    expect(filterProblem('orders.country', filter)).toBeUndefined();
  });

  it.each([
    [{ type: 'notEquals', value: 'USA' }, 'Use not_equals.'],
    [{ type: 'EQUALS', value: 'USA' }, 'Use equals.'],
    [{ type: 'isNull' }, 'Use is_null.'],
    [{ type: 'gte', value: 1 }, 'Use greater_than_or_equal.'],
    [{ type: 'notSet' }, 'Use is_null.'],
    [{ type: 'inDateRange', value: [1, 2] }, 'Use between.'],
    [{ type: 'like', value: 'a' }, '(got like). Use one of equals, not_equals, '],
    [{ type: 7, value: 'a' }, '(got 7). Use one of'],
    [{ operator: 'equals', value: 'USA' }, 'call it type.'],
    [{ type: 'is_null', value: 'USA' }, 'has a value, which is_null does not take.'],
    [{ type: 'between', value: 'USA' }, 'needs [start, end] as the value of between.'],
    [{ type: 'between', value: [1, 2, 3] }, 'needs [start, end] as the value of between.'],
    [{ type: 'contains' }, 'has no value, which contains needs.'],
    [{ values: ['USA'] }, 'is no value, and no list of values. Use { type, value }.'],
    [{ member: 'orders.country', values: ['USA'] }, 'Use { type, value }.'],
    [{}, 'Use { type, value }.'],
    [[{ type: 'equals', value: 'USA' }], 'Use { type, value }.'],
    [{ type: 'contains', value: { a: 1 } }, 'is no value, and no list of values.'],
  ])('is wrong, and the message says how to write it: %j', (filter, said) => {
    const problem = filterProblem('orders.country', filter);
    expect(problem).toContain('The filter of orders.country ');
    expect(problem).toContain(said);
  });
});
