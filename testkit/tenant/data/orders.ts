/** An order of the fictional shop whose data the emulated tenant shows. */
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

/** A value that is drawn with a probability proportional to its weight. */
interface Choice<Value> {
  value: Value;
  weight: number;
}
type Choices<Value> = readonly [Choice<Value>, ...Choice<Value>[]];

const CITY_CHOICES: Choices<string> = [
  { value: 'San Francisco', weight: 24 },
  { value: 'New York', weight: 30 },
  { value: 'Chicago', weight: 17 },
  { value: 'Austin', weight: 12 },
  { value: 'Seattle', weight: 10 },
  { value: 'Boston', weight: 7 },
];
const CATEGORY_CHOICES: Choices<{ name: string; price: number }> = [
  { value: { name: 'Coffee', price: 34 }, weight: 38 },
  { value: { name: 'Tea', price: 26 }, weight: 20 },
  { value: { name: 'Grinders', price: 148 }, weight: 14 },
  { value: { name: 'Mugs', price: 22 }, weight: 16 },
  { value: { name: 'Gift sets', price: 74 }, weight: 12 },
];
const STATUS_CHOICES: Choices<string> = [
  { value: 'completed', weight: 68 },
  { value: 'shipped', weight: 16 },
  { value: 'processing', weight: 10 },
  { value: 'returned', weight: 6 },
];
/** Sales grow over the year and jump before the holidays. */
const MONTH_CHOICES: Choices<number> = [
  { value: Date.UTC(2025, 9), weight: 58 },
  { value: Date.UTC(2025, 10), weight: 74 },
  { value: Date.UTC(2025, 11), weight: 92 },
  { value: Date.UTC(2026, 0), weight: 61 },
  { value: Date.UTC(2026, 1), weight: 60 },
  { value: Date.UTC(2026, 2), weight: 68 },
  { value: Date.UTC(2026, 3), weight: 72 },
  { value: Date.UTC(2026, 4), weight: 79 },
  { value: Date.UTC(2026, 5), weight: 83 },
  { value: Date.UTC(2026, 6), weight: 80 },
  { value: Date.UTC(2026, 7), weight: 88 },
  { value: Date.UTC(2026, 8), weight: 97 },
];
const ORDER_COUNT = 1400;
const SEED = 20251001;

export const CITIES = CITY_CHOICES.map(({ value }) => value);
export const CATEGORIES = CATEGORY_CHOICES.map(({ value }) => value.name);
export const STATUSES = STATUS_CHOICES.map(({ value }) => value);

/** Generates one year of orders from October 2025 on, oldest first. Every call on every machine returns the same. */
export function makeOrders(): Order[] {
  const random = seeded(SEED);
  const orders = Array.from({ length: ORDER_COUNT }, () => {
    const month = draw(MONTH_CHOICES, random());
    const monthLength = new Date(month).setUTCMonth(new Date(month).getUTCMonth() + 1) - month;
    const { name: category, price } = draw(CATEGORY_CHOICES, random());
    return {
      createdAt: Math.floor((month + random() * monthLength) / 60_000) * 60_000,
      city: draw(CITY_CHOICES, random()),
      category,
      status: draw(STATUS_CHOICES, random()),
      amount: Math.round(price * (0.55 + random() + random() * random()) * 100) / 100,
    };
  });
  return orders.sort((a, b) => a.createdAt - b.createdAt).map((order, at) => ({ id: 10_001 + at, ...order }));
}

/** Draws a value by weight. `chance` is at least 0 and less than 1. */
function draw<Value>(choices: Choices<Value>, chance: number): Value {
  let left = chance * choices.reduce((sum, { weight }) => sum + weight, 0);
  return (choices.find(({ weight }) => (left -= weight) < 0) ?? choices[0]).value;
}

/** A linear congruential generator (constants of Numerical Recipes), which is random enough for sample data. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
