import type { Measure } from '../data/stats.js';
import type { Formats } from './locale.js';

/** Returns the formatter of a measure's values. */
export function figure(formats: Formats, name: Measure): (value: number) => string {
  if (name === 'count') return formats.count;
  return name === 'return_rate' ? formats.percent : name === 'revenue' ? formats.wholeMoney : formats.money;
}

/** Like {@link figure}, but shorter, for an axis. */
export function shortFigure(formats: Formats, name: Measure): (value: number) => string {
  return name === 'count'
    ? formats.shortCount
    : name === 'return_rate'
      ? formats.percent
      : formats.shortMoney;
}
