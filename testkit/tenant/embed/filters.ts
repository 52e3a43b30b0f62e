import type { Order } from '../data/orders.js';
import { DIMENSIONS } from '../data/stats.js';

/** A filter of an `f_…` parameter or a `set-filter` action. */
export interface Filter {
  /** `view.dimension`. */
  member: string;
  /** The operator; defaults to `equals`. */
  type: string;
  values: string[];
}

/** The columns of the sample data by member name. */
const COLUMNS = new Map(DIMENSIONS.map((column) => [`orders.${column}`, column]));

const TESTS = new Map<string, (cell: string, values: string[]) => boolean>([
  ['equals', (cell, values) => values.includes(cell)],
  ['notEquals', (cell, values) => !values.includes(cell)],
  ['contains', (cell, values) => values.some((value) => cell.toLowerCase().includes(value.toLowerCase()))],
]);

/**
 * Parses one parameter. Returns `null` unless its name starts with `f_`. An empty value, `null` or an empty list gives a
 * filter without values, which removes the member's filter.
 */
function readFilter(name: string, json: string): Filter | null {
  if (!name.startsWith('f_')) return null;
  const { value = null, type = 'equals' } = parsed(json);
  const values = (Array.isArray(value) ? value : [value])
    .filter((item) => item !== null && item !== '')
    .map(String);
  return { member: name.slice(2), type: String(type), values };
}

/**
 * Parses the filters of an embed URL's query, or of a `set-filter` action, which has the same form. Skips other
 * parameters.
 */
export function readFilters(query: string | URLSearchParams): Filter[] {
  return [...new URLSearchParams(query)].flatMap(([name, value]) => readFilter(name, value) ?? []);
}

/** Adds or replaces a member's filter, or removes it if the filter has no values. */
export function withFilter(filters: readonly Filter[], filter: Filter): Filter[] {
  const others = filters.filter(({ member }) => member !== filter.member);
  return filter.values.length > 0 ? [...others, filter] : others;
}

/** Whether the data has this member and operator. Other filters are shown, but have no effect. */
export function isApplicable({ member, type }: Filter): boolean {
  return COLUMNS.has(member) && TESTS.has(type);
}

export function applyFilters(orders: readonly Order[], filters: readonly Filter[]): Order[] {
  const rules = filters.flatMap(({ member, type, values }) => {
    const [column, test] = [COLUMNS.get(member), TESTS.get(type)];
    return column && test ? [(order: Order) => test(order[column], values)] : [];
  });
  return orders.filter((order) => rules.every((rule) => rule(order)));
}

function parsed(json: string): { value?: unknown; type?: unknown } {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { value };
  } catch {
    return {};
  }
}
