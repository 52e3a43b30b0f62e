/** One order of the made-up shop that the emulated tenant reports on. */
export interface Order {
  id: number;
  /** In milliseconds since 1970. */
  createdAt: number;
  city: string;
  category: string;
  status: string;
  /** In US dollars. */
  amount: number;
}

export const CITIES = ['San Francisco', 'New York', 'Chicago', 'Austin', 'Seattle', 'Boston'];
const CITY_WEIGHTS = [24, 30, 17, 12, 10, 7];
export const CATEGORIES = ['Coffee', 'Tea', 'Grinders', 'Mugs', 'Gift sets'];
const CATEGORY_WEIGHTS = [38, 20, 14, 16, 12];
const MEDIAN_PRICES = [34, 26, 148, 22, 74];
export const STATUSES = ['completed', 'shipped', 'processing', 'returned'];
const STATUS_WEIGHTS = [68, 16, 10, 6];
/** Sales grow over the year and jump before the holidays. */
const MONTH_WEIGHTS = [58, 74, 92, 61, 60, 68, 72, 79, 83, 80, 88, 97];
const FIRST_MONTH = Date.UTC(2025, 9);
const ORDER_COUNT = 1400;
const SEED = 20251001;

/** The same orders at every call and on every machine: a year from October 2025 on, oldest first. */
export function makeOrders(): Order[] {
  const random = seeded(SEED);
  const pick = (weights: readonly number[]): number => {
    let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
    return Math.max(
      weights.findIndex((weight) => (left -= weight) < 0),
      0,
    );
  };
  const orders = Array.from({ length: ORDER_COUNT }, () => {
    const month = new Date(FIRST_MONTH).setUTCMonth(9 + pick(MONTH_WEIGHTS));
    const monthLength = new Date(month).setUTCMonth(new Date(month).getUTCMonth() + 1) - month;
    const category = pick(CATEGORY_WEIGHTS);
    return {
      createdAt: Math.floor((month + random() * monthLength) / 60_000) * 60_000,
      city: CITIES[pick(CITY_WEIGHTS)]!,
      category: CATEGORIES[category]!,
      status: STATUSES[pick(STATUS_WEIGHTS)]!,
      amount: Math.round(MEDIAN_PRICES[category]! * (0.55 + random() + random() * random()) * 100) / 100,
    };
  });
  return orders.sort((a, b) => a.createdAt - b.createdAt).map((order, at) => ({ id: 10_001 + at, ...order }));
}

/** A linear congruential generator (constants of Numerical Recipes): enough for made-up figures. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
