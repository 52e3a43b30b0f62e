import { DIMENSIONS, GRANULARITIES, MEASURES } from '../data/stats.js';
import type { Dimension, Granularity, Measure } from '../data/stats.js';
import { effectiveSwitch } from './controls.js';
import type { ControlValues } from './controls.js';
import type { TenantDashboard } from '../catalog.js';

/** What a dashboard's switchers select in the sample data. */
export interface ShownMembers {
  measure: Measure;
  dimension: Dimension;
  granularity: Granularity;
}

/** Returns what the switchers select. Members that the data does not have change nothing. */
export function shownMembers(controls: TenantDashboard['controls'], values: ControlValues): ShownMembers {
  const chosen = (kind: 'tg' | 'ms', member: string): string =>
    effectiveSwitch(controls, values, kind, `orders.${member}`)?.replace('orders.', '') ?? '';
  return {
    measure: MEASURES.find((name) => name === chosen('ms', 'revenue')) ?? 'revenue',
    dimension: DIMENSIONS.find((name) => name === chosen('ms', 'city')) ?? 'city',
    granularity: GRANULARITIES.find((name) => name === chosen('tg', 'created_at')) ?? 'month',
  };
}
