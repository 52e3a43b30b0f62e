import { DIMENSIONS, GRANULARITIES, MEASURES } from '../data/stats.js';
import type { Dimension, Granularity, Measure } from '../data/stats.js';

/** The measure that stands where this one was, after the URL's `ms_orders.…` switches. */
export function switchedMeasure(query: URLSearchParams, replaced: Measure): Measure {
  return MEASURES.find((name) => name === switched(query, replaced)) ?? replaced;
}

/** The same for a dimension. */
export function switchedDimension(query: URLSearchParams, replaced: Dimension): Dimension {
  return DIMENSIONS.find((name) => name === switched(query, replaced)) ?? replaced;
}

/** The granularity of the time line, from `tg_orders.created_at`; by month when there is none. */
export function granularityOf(query: URLSearchParams): Granularity {
  return GRANULARITIES.find((name) => name === query.get('tg_orders.created_at')) ?? 'month';
}

/** The member named by a switch, with or without its view. */
function switched(query: URLSearchParams, replaced: string): string | undefined {
  return query.get(`ms_orders.${replaced}`)?.replace(/^orders\./, '');
}
