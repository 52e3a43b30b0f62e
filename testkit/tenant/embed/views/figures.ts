import type { Measure } from '../../data/stats.js';
import type { Formats } from '../locale.js';

/** How a measure's figures are written. */
export function figure(formats: Formats, name: Measure): (value: number) => string {
  if (name === 'count') return formats.count;
  return name === 'return_rate' ? formats.percent : name === 'revenue' ? formats.wholeMoney : formats.money;
}

/** The same for an axis, where there is little room. */
export function shortFigure(formats: Formats, name: Measure): (value: number) => string {
  return name === 'count'
    ? formats.shortCount
    : name === 'return_rate'
      ? formats.percent
      : formats.shortMoney;
}
