import type { Order } from './orders.js';

/** Placeholder until the chat is built. */
export function answerQuestion(question: string, orders: readonly Order[], locale: string): string {
  return `${question}: ${new Intl.NumberFormat(locale).format(orders.length)}`;
}
