import type { Order } from '../data/orders.js';
import { DIMENSIONS } from '../data/stats.js';

/** A filter as Cube writes it into `f_…` parameters and `set-filter` actions. */
export interface Filter {
  /** `view.dimension`. */
  member: string;
  /** `equals` when the parameter names none. */
  type: string;
  values: string[];
}

/** The columns of the made-up data by their members' names. */
const COLUMNS = new Map(DIMENSIONS.map((column) => [`orders.${column}`, column]));

const TESTS = new Map<string, (cell: string, values: string[]) => boolean>([
  ['equals', (cell, values) => values.includes(cell)],
  ['notEquals', (cell, values) => !values.includes(cell)],
  ['contains', (cell, values) => values.some((value) => cell.toLowerCase().includes(value.toLowerCase()))],
]);

/**
 * Reads one parameter, its name with the `f_`; `null` when it is none. A value that is empty, `null` or an empty list
 * gives a filter without values: it takes away the one that was there.
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
 * Reads the filters of a query: of an embed URL, or of a `set-filter` action, where one or several stand in the same form,
 * joined by `&`. Other parameters are skipped.
 */
export function readFilters(query: string | URLSearchParams): Filter[] {
  return [...new URLSearchParams(query)].flatMap(([name, value]) => readFilter(name, value) ?? []);
}

/** The filters with this one put in its member's place, or taken away. */
export function withFilter(filters: readonly Filter[], filter: Filter): Filter[] {
  const others = filters.filter(({ member }) => member !== filter.member);
  return filter.values.length > 0 ? [...others, filter] : others;
}

/** Whether the data has what this filter asks for; otherwise it is shown but does nothing. */
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
