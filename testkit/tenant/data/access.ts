import type { UserAttributeInput } from '../session-request.js';
import type { Order } from './orders.js';

const GOVERNED = ['city', 'category', 'status'] as const;

/** Returns the rows that a viewer can see: an attribute named like a column keeps only the rows with its value. */
export function visibleOrders(orders: readonly Order[], attributes: readonly UserAttributeInput[]): Order[] {
  const rules = attributes.flatMap(({ name, value }) => {
    const column = GOVERNED.find((governed) => governed === name);
    if (!column || value === undefined || value === null) return [];
    const allowed = Array.isArray(value) ? value.map(String) : [String(value)];
    return [(order: Order) => allowed.includes(order[column])];
  });
  return orders.filter((order) => rules.every((rule) => rule(order)));
}
