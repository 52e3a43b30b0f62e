/** One value that a filter compares with. */
export type FilterScalar = string | number | boolean | null;

/** A value or a list of values that a filter compares with. */
export type FilterValue = FilterScalar | readonly FilterScalar[];

/** Cube's operators that take no value. */
export type EmptyOperator = 'is_null' | 'is_not_null' | 'is_empty' | 'is_not_empty';

/** Cube's operators of filters. */
export type FilterOperator =
  | 'equals'
  | 'not_equals'
  | 'greater_than'
  | 'greater_than_or_equal'
  | 'less_than'
  | 'less_than_or_equal'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'not_starts_with'
  | 'ends_with'
  | 'not_ends_with'
  | 'between'
  | 'custom'
  | EmptyOperator;

/** A value, which the member equals, or Cube's own form with an operator. `type` defaults to `equals`. */
export type Filter =
  | FilterValue
  | { readonly type?: Exclude<FilterOperator, EmptyOperator | 'between'>; readonly value: FilterValue }
  | { readonly type: 'between'; readonly value: readonly [start: FilterScalar, end: FilterScalar] }
  | { readonly type: EmptyOperator; readonly value?: undefined };

/** Filters by `view.dimension`. */
export type Filters = Readonly<Record<string, Filter>>;

const EMPTY: readonly string[] = [
  'is_null',
  'is_not_null',
  'is_empty',
  'is_not_empty',
] satisfies EmptyOperator[];

const COMPARING = [
  ...['equals', 'not_equals', 'contains', 'not_contains', 'starts_with', 'not_starts_with', 'ends_with'],
  ...['not_ends_with', 'greater_than', 'greater_than_or_equal', 'less_than', 'less_than_or_equal', 'custom'],
];

const OPERATORS: readonly string[] = [...COMPARING, 'between', ...EMPTY];

/** Operators of Cube's query format whose names differ by more than their spelling. */
const QUERY_OPERATORS: Readonly<Record<string, string>> = {
  gt: 'greater_than',
  gte: 'greater_than_or_equal',
  lt: 'less_than',
  lte: 'less_than_or_equal',
  set: 'is_not_null',
  notset: 'is_null',
  indaterange: 'between',
};

/** What a filter may hold at run time. */
interface WrittenFilter {
  type?: unknown;
  value?: unknown;
}

/** Cube's own form of a filter; `undefined` for one that compares with nothing, and so counts as not named. */
export function wholeFilter(filter: unknown): WrittenFilter | undefined {
  const whole: WrittenFilter = isWhole(filter) ? filter : { value: filter };
  return whole.value !== undefined || takesNoValue(whole) ? whole : undefined;
}

/** Says what is wrong with a filter, and what to write instead; `undefined` if nothing is. */
export function filterProblem(member: string, filter: unknown): string | undefined {
  const problem = isWhole(filter) ? wholeProblem(filter) : valueProblem(filter);
  return problem && `The filter of ${member} ${problem}.`;
}

/** A value, or a list of them, holds no objects. */
function valueProblem(value: unknown): string | undefined {
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  const isPlain = parts.every((part) => typeof part !== 'object' || part === null);
  return isPlain ? undefined : 'is no value, and no list of values. Use { type, value }';
}

function wholeProblem(filter: WrittenFilter): string | undefined {
  const { type = 'equals', value } = filter;
  if ('operator' in filter) return 'has an operator: call it type';
  if (typeof type !== 'string' || !OPERATORS.includes(type)) {
    const right = operatorLike(String(type));
    return `has an unknown type (got ${String(type)}). Use ${right ?? `one of ${OPERATORS.join(', ')}`}`;
  }
  if (EMPTY.includes(type))
    return value === undefined ? undefined : `has a value, which ${type} does not take`;
  if (type === 'between' && value !== undefined && !(Array.isArray(value) && value.length === 2))
    return 'needs [start, end] as the value of between';
  return 'value' in filter ? valueProblem(value) : `has no value, which ${type} needs`;
}

/** The operator whose name differs in its spelling only, such as `notEquals`. */
function operatorLike(type: string): string | undefined {
  const plain = (name: string): string => name.replace(/[^a-z]/gi, '').toLowerCase();
  return OPERATORS.find((operator) => plain(operator) === plain(type)) ?? QUERY_OPERATORS[plain(type)];
}

const isWhole = (filter: unknown): filter is WrittenFilter =>
  typeof filter === 'object' &&
  filter !== null &&
  ['type', 'value', 'operator'].some((name) => name in filter);

const takesNoValue = ({ type }: WrittenFilter): boolean => EMPTY.includes(type as string);
