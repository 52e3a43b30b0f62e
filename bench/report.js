import { cpus, loadavg } from 'node:os';

const SMALL = 100;

function figure({ median, low, high }, unit, digits) {
  const [m, l, h] = [median, low, high].map((number) => number.toFixed(digits));
  return `${m}${unit && ` ${unit}`} (${l}–${h})`;
}

function shown(value, unit = '') {
  if (value === undefined) return '';
  if (typeof value !== 'object') return `${value} ${unit}`.trim();
  return figure(value, unit, unit === 'ms' && value.median < SMALL ? 1 : 0);
}

/** The columns of a section whose rows `compared` makes. */
export const columns = (base) => ['', base, 'element', 'ratio', 'target', ''];

/**
 * One line that compares.
 *
 * `base`, `ours`: a summary, or a plain value. `ratio`: of the two. `limit`: the most that the ratio may be, or where
 * there is none, the most that `ours` may be. `more`: further cells. `headline`: the line's name in the first table.
 */
export function compared({ what, base, ours, unit, ratio, limit, more = [], headline }) {
  const measured = ratio?.median ?? ours.median ?? ours;
  const verdict = limit === undefined ? ['', ''] : [`≤ ${limit}`, measured <= limit ? 'met' : '**missed**'];
  const cells = [shown(base, unit), shown(ours, unit), ratio ? figure(ratio, '', 2) : '', ...verdict];
  return { cells: [what, ...cells, ...more], headline: headline && [headline, ...cells] };
}

const line = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map(line).join('\n');

const section = ({ title, note, columns: head, rows }) =>
  [
    `## ${title}`,
    '',
    note,
    '',
    table(
      head,
      rows.map(({ cells }) => cells),
    ),
    '',
  ].join('\n');

/** The whole report as Markdown. A section has a `title`, a `note`, `columns` and `rows` that `compared` made. */
export function report(sections, browser) {
  const load = loadavg()[0].toFixed(1);
  const headlines = sections.flatMap(({ rows }) => rows.map(({ headline }) => headline).filter(Boolean));
  return [
    '# Results of `npm run bench`',
    '',
    'How long a viewer waits for an embed, compared with a hand-written iframe (Cube’s documented snippet): a ratio of 0.5 is half the wait.',
    '',
    table(columns('by hand'), headlines),
    '',
    `${cpus().length} cores, Node ${process.version}, ${browser}; load average when done: ${load}. Medians, with the quartiles in brackets; contenders take turns in one run, and ratios are theirs.`,
    '',
    ...sections.map(section),
  ].join('\n');
}
