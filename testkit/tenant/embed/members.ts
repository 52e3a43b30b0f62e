import { DIMENSIONS, GRANULARITIES, MEASURES } from '../data/stats.js';
import type { Dimension, Granularity, Measure } from '../data/stats.js';

/** Returns the measure to show in place of this one, by the URL's `ms_orders.…` parameters. */
export function switchedMeasure(query: URLSearchParams, replaced: Measure): Measure {
  return MEASURES.find((name) => name === switched(query, replaced)) ?? replaced;
}

/** Like {@link switchedMeasure}, for a dimension. */
export function switchedDimension(query: URLSearchParams, replaced: Dimension): Dimension {
  return DIMENSIONS.find((name) => name === switched(query, replaced)) ?? replaced;
}

/** Returns the granularity of the time series, from `tg_orders.created_at`. Defaults to `month`. */
export function granularityOf(query: URLSearchParams): Granularity {
  return GRANULARITIES.find((name) => name === query.get('tg_orders.created_at')) ?? 'month';
}

/** Returns the member that an `ms_…` parameter selects, without its view. */
function switched(query: URLSearchParams, replaced: string): string | undefined {
  return query.get(`ms_orders.${replaced}`)?.replace(/^orders\./, '');
}
