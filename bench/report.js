import { cpus, loadavg } from 'node:os';

const SMALL = 100;

const digitsOf = (unit, number) => (unit === 'ms' && number < SMALL ? 1 : 0);
const withUnit = (text, unit) => (unit ? `${text} ${unit}` : text);

function figure({ median, low, high }, unit, digits) {
  const [m, l, h] = [median, low, high].map((number) => number.toFixed(digits));
  return `${withUnit(m, unit)} (${l}–${h})`;
}

function shown(value, unit) {
  if (value === undefined) return '';
  return typeof value === 'object'
    ? figure(value, unit, digitsOf(unit, value.median))
    : withUnit(String(value), unit);
}

/** Like `shown`, without the quartiles. */
function brief(value, unit) {
  if (typeof value !== 'object') return shown(value, unit);
  return withUnit(value.median.toFixed(digitsOf(unit, value.median)), unit);
}

/** The columns of a section whose rows are made by `compared`. */
export const columns = (base) => ['', base, 'element', 'ratio', 'target', ''];

/**
 * One row of a comparison.
 *
 * `base`, `ours`: a summary or a plain value. `ratio`: their ratio. `limit`: the maximum of the ratio, or of `ours` if there
 * is no ratio. `more`: further cells. `headline`: the row's name in the first table.
 */
export function compared({ what, base, ours, unit = '', ratio, limit, more = [], headline }) {
  const measured = ratio?.median ?? ours.median ?? ours;
  // Compared as printed: 0.854 is shown as 0.85, and meets a target of 0.85.
  const isMet = Number(measured.toFixed(2)) <= limit;
  const verdict =
    limit === undefined
      ? ['', '']
      : [`≤ ${withUnit(String(limit), ratio ? '' : unit)}`, isMet ? 'met' : '**missed**'];
  return {
    cells: [
      what,
      shown(base, unit),
      shown(ours, unit),
      ratio ? figure(ratio, '', 2) : '',
      ...verdict,
      ...more,
    ],
    headline: headline && [
      headline,
      brief(base, unit),
      brief(ours, unit),
      ratio ? ratio.median.toFixed(2) : '',
      ...verdict,
    ],
  };
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

/** The first table of a report. */
export const leadOf = (text) => /^\|.*\|$(\n^\|.*\|$)*/m.exec(text)[0];

/** What `docs/performance.md` shows of it: not the rows about a thousand embeds, and not those that miss their target. */
export const guideOf = (text) =>
  leadOf(text)
    .split('\n')
    .filter((row) => !/among 1000:|\*\*missed\*\*/.test(row))
    .join('\n');

const START = '<!-- bench/results.md -->';
const END = '<!-- /bench/results.md -->';

/** A page of the docs with its part of the first table of `results` between its two markers. */
export function withLead(page, results) {
  const [before, after] = [page.indexOf(START) + START.length, page.indexOf(END)];
  return `${page.slice(0, before)}\n\n${guideOf(results)}\n\n${page.slice(after)}`;
}

/** The whole report as Markdown. A section has a `title`, a `note`, `columns` and `rows` that `compared` made. */
export function report(sections, browser) {
  const load = loadavg()[0].toFixed(1);
  const headlines = sections.flatMap(({ rows }) => rows.map(({ headline }) => headline).filter(Boolean));
  return [
    '# Results of `npm run bench`',
    '',
    'The time a viewer waits for an embed, compared with a hand-written iframe (Cube’s documented snippet: fetch a session, set `iframe.src`). A ratio of 0.5 means half the wait. Times are medians.',
    '',
    table(['', 'hand-written', 'cube-embed', 'ratio', 'target', ''], headlines),
    '',
    `Measured on ${cpus().length} cores with Node ${process.version} and ${browser}; the load average at the end was ${load}. The tables below give medians with their quartiles in brackets. The contenders take turns within one run, and each ratio compares samples of that run. Milliseconds belong to the machine; ratios carry over to others.`,
    '',
    ...sections.map(section),
  ].join('\n');
}
