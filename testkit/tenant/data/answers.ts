import { CATEGORIES, CITIES, STATUSES } from './orders.js';
import type { Order } from './orders.js';
import { DIMENSIONS, groupBy, measure, timeline } from './stats.js';
import type { Dimension, Measure } from './stats.js';

const TOPICS: readonly { pattern: RegExp; measure: Measure; noun: string }[] = [
  { pattern: /average|aov|basket/, measure: 'average_order', noun: 'average order' },
  { pattern: /return/, measure: 'return_rate', noun: 'return rate' },
  { pattern: /revenue|sales|earn|sold|turnover/, measure: 'revenue', noun: 'revenue' },
  { pattern: /order|how many|count/, measure: 'count', noun: 'number of orders' },
];

const DIMENSION_WORDS: Record<Dimension, RegExp> = {
  city: /\bcit(y|ies)\b|where/,
  category: /categor|product/,
  status: /status/,
};

/** All values, not only the viewer's: otherwise "revenue of Boston" would become the revenue of all visible rows. */
const KNOWN_VALUES: Record<Dimension, readonly string[]> = {
  city: CITIES,
  category: CATEGORIES,
  status: STATUSES,
};

/** Example questions, which the chat also suggests. */
export const SUGGESTIONS = [
  'Orders by city',
  'What is our total revenue?',
  'Which month was the best?',
  'Revenue by category',
];

/**
 * Answers a question about these rows in plain text. A line `label TAB figure TAB share` is a row of a breakdown; the share
 * is 0 to 1. Knows a few measures and groupings, and lists them if the question is about anything else.
 */
export function answerQuestion(question: string, orders: readonly Order[], locale: string): string {
  const text = question.toLowerCase();
  const named = namedRows(text, orders);
  const topic = TOPICS.find(({ pattern }) => pattern.test(text));
  const byMonth = /month/.test(text);
  const dimension = DIMENSIONS.find((candidate) => DIMENSION_WORDS[candidate].test(text));
  if (!topic && !byMonth && !dimension && !named.label) {
    return `I can tell you about revenue, orders, average order and return rate, by city, category, status or month. Try “${SUGGESTIONS[0]}”.`;
  }
  const { measure: name, noun } = topic ?? { measure: 'revenue', noun: 'revenue' };
  const show = figure(name, locale);
  const within = named.label ? ` for ${named.label}` : '';
  if (named.rows.length === 0) return `There are no orders${within} that you can see.`;
  if (byMonth) return monthAnswer(named.rows, name, noun + within, locale);
  if (dimension) {
    const groups = groupBy(named.rows, dimension, name);
    const top = groups.reduce((best, group) => (group.value > best.value ? group : best));
    const lines = groups.map(({ key, value }) => row(key, show(value), value / top.value));
    return `Here is the ${noun}${within} by ${dimension}; ${top.key} leads with ${show(top.value)}.\n${lines.join('\n')}`;
  }
  const total = measure(named.rows, name);
  const count = new Intl.NumberFormat(locale).format(named.rows.length);
  return `The ${noun}${within} is ${show(total)}${name === 'count' ? '' : `, over ${count} orders`}.`;
}

function row(label: string, value: string, share: number): string {
  return `${label}\t${value}\t${(share || 0).toFixed(3)}`;
}

function monthAnswer(rows: readonly Order[], name: Measure, subject: string, locale: string): string {
  const show = figure(name, locale);
  const months = timeline(rows, 'month', name);
  const best = months.reduce((top, month) => (month.value > top.value ? month : top));
  const label = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const lines = months.map(({ key, value }) => row(label.format(key), show(value), value / best.value));
  return `${label.format(best.key)} was the best month by ${subject}: ${show(best.value)}.\n${lines.join('\n')}`;
}

/** Filters the rows by the city, category or status that the question names. `label` is that name, or empty. */
function namedRows(text: string, orders: readonly Order[]): { rows: readonly Order[]; label: string } {
  for (const dimension of DIMENSIONS) {
    const value = KNOWN_VALUES[dimension].find((name) => new RegExp(`\\b${name}\\b`, 'i').test(text));
    // "returned" and "shipped" are ordinary words too: a status counts only if the question contains "status".
    if (!value || (dimension === 'status' && !/status/.test(text))) continue;
    return { rows: orders.filter((order) => order[dimension] === value), label: value };
  }
  return { rows: orders, label: '' };
}

function figure(name: Measure, locale: string): (value: number) => string {
  const options: Intl.NumberFormatOptions =
    name === 'count'
      ? {}
      : name === 'return_rate'
        ? { style: 'percent', maximumFractionDigits: 1 }
        : { style: 'currency', currency: 'USD', maximumFractionDigits: name === 'revenue' ? 0 : 2 };
  const format = new Intl.NumberFormat(locale, options);
  return (value) => format.format(value);
}
