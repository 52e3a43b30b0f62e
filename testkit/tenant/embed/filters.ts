import type { Order } from '../data/orders.js';
import { DIMENSIONS } from '../data/stats.js';

/** Cube's filter operators. */
export const OPERATORS = [
  'equals',
  'not_equals',
  'greater_than',
  'greater_than_or_equal',
  'less_than',
  'less_than_or_equal',
  'contains',
  'not_contains',
  'starts_with',
  'not_starts_with',
  'ends_with',
  'not_ends_with',
  'is_null',
  'is_not_null',
  'is_empty',
  'is_not_empty',
  'between',
  'custom',
] as const;
type Operator = (typeof OPERATORS)[number];

/** The operators that take no value. */
const WITHOUT_VALUE: readonly Operator[] = ['is_null', 'is_not_null', 'is_empty', 'is_not_empty'];

/** A filter that applies to a member. */
export interface Filter {
  /** `view.dimension`. */
  member: string;
  type: Operator;
  values: string[];
}

/** Returns whether a cell passes a filter with these values. */
type Test = (cell: string, values: string[]) => boolean;

/** The columns of the sample data by member name. */
const COLUMNS = new Map<string, (order: Order) => string>([
  ...DIMENSIONS.map((column): [string, (order: Order) => string] => [
    `orders.${column}`,
    (order) => order[column],
  ]),
  ['orders.created_at', ({ createdAt }) => new Date(createdAt).toISOString()],
]);

const some =
  (test: (cell: string, value: string) => boolean): Test =>
  (cell, values) =>
    values.some((value) => test(cell.toLowerCase(), value.toLowerCase()));
const not =
  (test: Test): Test =>
  (cell, values) =>
    !test(cell, values);
/** Compares as far as the value goes, so that a day covers all of its times. */
const compared =
  (test: (difference: number) => boolean): Test =>
  (cell, [value = '']) =>
    test(difference(cell, value));
const contains = some((cell, value) => cell.includes(value));
const starts = some((cell, value) => cell.startsWith(value));
const ends = some((cell, value) => cell.endsWith(value));
const equals: Test = (cell, values) => values.includes(cell);

// The sample data has no empty cells.
const TESTS: Record<Operator, Test> = {
  equals,
  not_equals: not(equals),
  greater_than: compared((difference) => difference > 0),
  greater_than_or_equal: compared((difference) => difference >= 0),
  less_than: compared((difference) => difference < 0),
  less_than_or_equal: compared((difference) => difference <= 0),
  contains,
  not_contains: not(contains),
  starts_with: starts,
  not_starts_with: not(starts),
  ends_with: ends,
  not_ends_with: not(ends),
  is_null: () => false,
  is_not_null: () => true,
  is_empty: () => false,
  is_not_empty: () => true,
  between: (cell, [start = '', end = '']) => difference(cell, start) >= 0 && difference(cell, end) <= 0,
  custom: () => true,
};

/**
 * Parses the value of an `f_…` parameter. Returns `null` for an empty value, `null` or an empty list, which clear the
 * control, and a text that says what is wrong for anything that is not a filter.
 */
export function readFilter(member: string, json: string): Filter | string | null {
  if (json === '') return null;
  const filter = parsed(json);
  if (!filter) return `the value is not a JSON object such as {"value":"USA"}`;
  const { value = null, type = 'equals' } = filter;
  const operator = OPERATORS.find((name) => name === type);
  if (!operator)
    return `${JSON.stringify(type)} is no operator of Cube. The operators are ${OPERATORS.join(', ')}`;
  if (WITHOUT_VALUE.includes(operator)) return { member, type: operator, values: [] };
  const given = [value].flat().filter((item) => item !== null && item !== '');
  if (given.some((item) => typeof item === 'object')) return 'a value must not be an object';
  const values = given.map(String);
  if (values.length === 0) return null;
  if (operator === 'between' && values.length !== 2)
    return 'between requires two values, e.g. {"type":"between","value":["2026-01-01","2026-01-31"]}';
  return { member, type: operator, values };
}

/** Whether the data has this member. Other filters are shown, but have no effect. */
export function isApplicable({ member }: Filter): boolean {
  return COLUMNS.has(member);
}

export function applyFilters(orders: readonly Order[], filters: readonly Filter[]): Order[] {
  const rules = filters.flatMap(({ member, type, values }) => {
    const column = COLUMNS.get(member);
    return column ? [(order: Order) => TESTS[type](column(order), values)] : [];
  });
  return orders.filter((order) => rules.every((rule) => rule(order)));
}

/** Returns the distinct values of a member that has few, for a control. */
export function valuesOf(orders: readonly Order[], member: string): string[] {
  const column = DIMENSIONS.find((name) => `orders.${name}` === member);
  return column ? [...new Set(orders.map((order) => order[column]))].sort() : [];
}

function difference(cell: string, value: string): number {
  const start = cell.slice(0, value.length);
  return start < value ? -1 : start > value ? 1 : 0;
}

function parsed(json: string): { value?: unknown; type?: unknown } | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
