import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../../../testkit/tenant/data/answers.js';
import { CATEGORIES, CITIES, STATUSES, makeOrders } from '../../../testkit/tenant/data/orders.js';
import { groupBy, measure, timeline } from '../../../testkit/tenant/data/stats.js';

const orders = makeOrders();

describe('the generated orders', () => {
  it('are the same every time, sorted, and cover a year', () => {
    expect(makeOrders()).toEqual(orders);
    expect(orders.every(({ createdAt }, at) => at === 0 || createdAt >= orders[at - 1]!.createdAt)).toBe(
      true,
    );
    expect(timeline(orders, 'month', 'count')).toHaveLength(12);
    expect(orders[0]!.createdAt).toBeGreaterThanOrEqual(Date.UTC(2025, 9));
    expect(orders.at(-1)!.createdAt).toBeLessThan(Date.UTC(2026, 9));
  });

  it('contain every city, category and status, and unique ids', () => {
    expect(new Set(orders.map(({ city }) => city))).toEqual(new Set(CITIES));
    expect(new Set(orders.map(({ category }) => category))).toEqual(new Set(CATEGORIES));
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(STATUSES));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
  });
});

describe('aggregates', () => {
  const few = [
    { id: 1, createdAt: Date.UTC(2026, 0, 1), city: 'A', category: 'x', status: 'completed', amount: 10 },
    { id: 2, createdAt: Date.UTC(2026, 0, 5), city: 'B', category: 'x', status: 'returned', amount: 50 },
    { id: 3, createdAt: Date.UTC(2026, 3, 1), city: 'A', category: 'y', status: 'completed', amount: 30 },
  ];

  it('are sums, averages and counts', () => {
    expect(measure(few, 'revenue')).toBe(90);
    expect(measure(few, 'count')).toBe(3);
    expect(measure(few, 'average_order')).toBe(30);
    expect(measure(few, 'return_rate')).toBeCloseTo(1 / 3);
  });

  it('are 0 without rows', () => {
    expect(measure([], 'average_order')).toBe(0);
    expect(measure([], 'return_rate')).toBe(0);
  });

  it('are grouped, the largest first', () => {
    expect(groupBy(few, 'city', 'revenue').map(({ key, value }) => [key, value])).toEqual([
      ['B', 50],
      ['A', 40],
    ]);
  });

  it.each([
    ['day', ['2026-01-01', '2026-01-05', '2026-04-01']],
    ['week', ['2025-12-29', '2026-01-05', '2026-03-30']],
    ['month', ['2026-01-01', '2026-04-01']],
    ['quarter', ['2026-01-01', '2026-04-01']],
    ['year', ['2026-01-01']],
  ] as const)('are grouped by %s', (granularity, starts) => {
    const periods = timeline(few, granularity, 'count').map(({ key }) =>
      new Date(key).toISOString().slice(0, 10),
    );
    expect(periods).toEqual(starts);
  });
});

describe('the chat’s answers', () => {
  const ask = (question: string, locale = 'en-US'): string => answerQuestion(question, orders, locale);
  const money = (amount: number): string => `$${Math.round(amount).toLocaleString('en-US')}`;

  it('contain the total revenue', () => {
    expect(ask('What is our total revenue?')).toContain(money(measure(orders, 'revenue')));
  });

  it('break orders down by city', () => {
    const lines = ask('orders by city').split('\n').slice(1);
    expect(lines.map((line) => line.split('\t')[0])).toEqual(
      groupBy(orders, 'city', 'count').map(({ key }) => key),
    );
    expect(lines[0]).toMatch(/\t1\.000$/);
  });

  it('name the best month', () => {
    const best = timeline(orders, 'month', 'revenue').reduce((top, month) =>
      month.value > top.value ? month : top,
    );
    expect(ask('Which month was the best?')).toContain(
      new Date(best.key).toLocaleDateString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    );
  });

  it('are limited to the city, category or status in the question', () => {
    const boston = orders.filter(({ city }) => city === 'Boston');
    expect(ask('How many orders from Boston?')).toContain(String(boston.length));
    expect(ask('average order for Tea')).toContain('for Tea');
    expect(ask('orders with status shipped')).toContain('for shipped');
  });

  it('contain nothing that the viewer cannot see', () => {
    const austin = orders.filter(({ city }) => city === 'Austin');
    expect(answerQuestion('Revenue in Boston?', austin, 'en-US')).toContain('no orders for Boston');
    expect(answerQuestion('Revenue by city', austin, 'en-US')).not.toContain('Boston');
  });

  it('are written for the locale', () => {
    expect(ask('total revenue', 'de-DE')).toMatch(/\d{2}\.\d{3}/);
  });

  it('list possible questions when the question is not understood', () => {
    expect(ask('How is the weather?')).toContain('Orders by city');
    expect(ask('steady')).toContain('Orders by city');
  });
});
