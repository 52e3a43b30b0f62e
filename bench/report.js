import { cpus, loadavg } from 'node:os';

/** Digits after the point of small numbers. */
const DIGITS = { ms: 1, '': 2 };

function figure({ median, low, high }, unit) {
  const digits = Math.abs(median) >= 100 ? 0 : (DIGITS[unit] ?? 0);
  const [m, l, h] = [median, low, high].map((number) => number.toFixed(digits));
  return `${m}${unit && ` ${unit}`} (${l}–${h})`;
}

function shown(value, unit = '') {
  if (value === undefined) return '';
  return typeof value === 'object' ? figure(value, unit) : `${value} ${unit}`.trim();
}

/** The columns of a section whose rows `compared` makes. */
export const columns = (base) => ['', base, 'element', 'ratio', 'target', ''];

/**
 * One line that compares.
 *
 * `base`, `ours`: a summary, or a plain value. `ratio`: of the two. `limit`: the most that the ratio may be, or where
 * there is none, the most that `ours` may be.
 */
export function compared({ what, base, ours, unit, ratio, limit }) {
  const measured = ratio?.median ?? ours.median ?? ours;
  const verdict = limit === undefined ? ['', ''] : [`≤ ${limit}`, measured <= limit ? 'met' : '**missed**'];
  return [what, shown(base, unit), shown(ours, unit), shown(ratio), ...verdict];
}

const line = (row) => `| ${row.join(' | ')} |`;

const section = ({ title, note, columns: head, rows }) =>
  [`## ${title}`, '', note, '', ...[head, head.map(() => '---'), ...rows].map(line), ''].join('\n');

/** The whole report as Markdown. A section has a `title`, a `note`, `columns` and `rows` of text. */
export function report(sections, browser) {
  const load = loadavg()[0].toFixed(1);
  return [
    '# Results of `npm run bench`',
    '',
    `${cpus().length} cores, Node ${process.version}, ${browser}; load average when done: ${load}. Medians, with the quartiles in brackets; contenders take turns in one run, and ratios are theirs.`,
    '',
    ...sections.map(section),
  ].join('\n');
}
