import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columns, compared, guideOf, leadOf, report, withLead } from '../../bench/report.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const summary = (median: number) => ({ median, low: median - 1, high: median + 1 });

describe('the results of the benchmark', () => {
  it('are quoted correctly in the performance guide', () => {
    const guide = read('docs/performance.md');
    const results = read('bench/results.md');
    // The columns are as wide as the longest row of each table.
    const cells = (table: string) => table.replaceAll(/ +|-{3,}/g, ' ');
    const quoted = leadOf(guide.slice(guide.indexOf('<!-- bench/results.md -->')));
    expect(cells(quoted)).toBe(cells(guideOf(results)));
    expect(quoted).not.toMatch(/missed|1000/);
    // The benchmark run that updates the results updates the guide as well.
    expect(
      leadOf(withLead(guide, '| new |\n| --- |\n').split('<!-- bench/results.md -->')[1] as string),
    ).toBe('| new |\n| --- |');
  });

  it('start with a table of the headline rows, each with target and verdict', () => {
    const row = (what: string, median: number, headline?: string) =>
      compared({
        what,
        base: summary(200),
        ours: summary(median * 200),
        unit: 'ms',
        ratio: { median, low: 0, high: 1 },
        limit: 0.5,
        headline,
      });
    const text = report(
      [
        {
          title: 'Load',
          note: '',
          columns: columns('snippet'),
          rows: [row('a', 0.504, 'First load'), row('b', 0.51, 'Second'), row('c', 0.1)],
        },
      ],
      'chromium',
    );
    expect(leadOf(text).split('\n').slice(2)).toEqual([
      '| First load | 200 ms | 101 ms | 0.50 | ≤ 0.5 | met |',
      '| Second | 200 ms | 102 ms | 0.51 | ≤ 0.5 | **missed** |',
    ]);
    expect(text).toContain('| c | 200 ms (199–201) | 20.0 ms (19.0–21.0) | 0.10 (0.00–1.00) | ≤ 0.5 | met |');
  });
});
