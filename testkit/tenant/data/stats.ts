import type { Order } from './orders.js';

/** What can be measured about orders. */
export type Measure = 'revenue' | 'count' | 'average_order' | 'return_rate';
/** What orders can be grouped by. */
export type Dimension = 'city' | 'category' | 'status';
/** The periods that a time series can have. */
export type Granularity = 'day' | 'week' | 'month' | 'quarter' | 'year';

export const DIMENSIONS: readonly Dimension[] = ['city', 'category', 'status'];
export const MEASURES: readonly Measure[] = ['revenue', 'count', 'average_order', 'return_rate'];
export const GRANULARITIES: readonly Granularity[] = ['day', 'week', 'month', 'quarter', 'year'];

/** A group of orders and its value. */
export interface Group<Key> {
  key: Key;
  orders: Order[];
  value: number;
}

export function measure(orders: readonly Order[], name: Measure): number {
  if (name === 'count') return orders.length;
  if (orders.length === 0) return 0;
  if (name === 'return_rate')
    return orders.filter(({ status }) => status === 'returned').length / orders.length;
  const revenue = orders.reduce((sum, { amount }) => sum + amount, 0);
  return name === 'revenue' ? revenue : revenue / orders.length;
}

/** Groups orders by a column, largest value first. */
export function groupBy(orders: readonly Order[], dimension: Dimension, name: Measure): Group<string>[] {
  return grouped(orders, (order) => order[dimension], name).sort((a, b) => b.value - a.value);
}

/** Groups orders by period in UTC, earliest first. A key is the period's start in milliseconds since 1970. */
export function timeline(orders: readonly Order[], granularity: Granularity, name: Measure): Group<number>[] {
  return grouped(orders, ({ createdAt }) => periodStart(createdAt, granularity), name).sort(
    (a, b) => a.key - b.key,
  );
}

function grouped<Key>(orders: readonly Order[], keyOf: (order: Order) => Key, name: Measure): Group<Key>[] {
  const groups = new Map<Key, Order[]>();
  for (const order of orders) {
    const key = keyOf(order);
    const group = groups.get(key);
    if (group) group.push(order);
    else groups.set(key, [order]);
  }
  return [...groups].map(([key, members]) => ({ key, orders: members, value: measure(members, name) }));
}

function periodStart(epochMs: number, granularity: Granularity): number {
  const date = new Date(epochMs);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (granularity) {
    case 'year':
      return Date.UTC(year, 0);
    case 'quarter':
      return Date.UTC(year, month - (month % 3));
    case 'month':
      return Date.UTC(year, month);
    case 'week':
      // Weeks start on Monday, as in Cube.
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
    case 'day':
      return Date.UTC(year, month, day);
  }
}
