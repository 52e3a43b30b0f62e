import type { Dimension } from '../data/stats.js';

/** A query of the orders that the app lists. */
export interface Workbook {
  id: string;
  title: string;
  about: string;
  dimension: Dimension;
}

const CITIES: Workbook = {
  id: '1',
  title: 'Where our customers are',
  about: 'Orders and revenue by city',
  dimension: 'city',
};

/** The workbooks that the app lists. Each is one query of the orders. */
export const WORKBOOKS: readonly Workbook[] = [
  CITIES,
  { id: '2', title: 'What they buy', about: 'Orders and revenue by category', dimension: 'category' },
];

/** Returns the workbook with this id. An unknown id opens the first one's query, as a viewer's own workbook. */
export function workbookById(id: string): Workbook {
  return WORKBOOKS.find((workbook) => workbook.id === id) ?? { ...CITIES, id, title: `Workbook ${id}` };
}
