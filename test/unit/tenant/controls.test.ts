import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../testkit/tenant/catalog.js';
import type { DashboardControls } from '../../../testkit/tenant/index.js';
import { makeOrders } from '../../../testkit/tenant/data/orders.js';
import {
  effectiveFilters,
  readParameters,
  splitControls,
  withParameter,
} from '../../../testkit/tenant/embed/controls.js';
import { OPERATORS, applyFilters, isApplicable, readFilter } from '../../../testkit/tenant/embed/filters.js';
import type { Filter } from '../../../testkit/tenant/embed/filters.js';
import { shownMembers } from '../../../testkit/tenant/embed/members.js';

const orders = makeOrders();
const controlsOf = (controls?: DashboardControls) =>
  new Catalog({ it: controls ? { controls } : {} }, false).all[0]!.controls;
const read = (query: string, controls = controlsOf()) => readParameters(controls, new URLSearchParams(query));
const filters = (
  query: string,
  controls = controlsOf(),
  attributes = [] as { name: string; value: string }[],
) => effectiveFilters(controls, read(query, controls), attributes);

describe('the value of a filter', () => {
  it.each([
    ['{"value":"USA"}', { type: 'equals', values: ['USA'] }],
    ['{"value":["a","b"],"type":"not_equals"}', { type: 'not_equals', values: ['a', 'b'] }],
    ['{"value":0}', { type: 'equals', values: ['0'] }],
    ['{"type":"between","value":["2026-01-01","2026-01-31"]}', { values: ['2026-01-01', '2026-01-31'] }],
  ])('is read from %s', (json, filter) => {
    expect(readFilter('orders.status', json)).toMatchObject({ member: 'orders.status', ...filter });
  });

  it.each(['{"value":null}', '{"value":[]}', '{"value":""}', ''])('clears the control: %s', (json) => {
    expect(readFilter('orders.status', json)).toBeNull();
  });

  it.each(['"plain"', 'not json', '%', 'null', '[1]'])('is refused: %s', (json) => {
    expect(readFilter('orders.status', json)).toMatch(/not a JSON object/);
  });

  it.each(['notEquals', 'set', 'constructor', 'EQUALS'])('is refused with the operator %s', (type) => {
    expect(readFilter('orders.status', JSON.stringify({ type, value: 'a' }))).toMatch(/no operator of Cube/);
  });

  it('is refused for "between" without start and end [api]', () => {
    expect(readFilter('orders.status', '{"type":"between","value":["a"]}')).toMatch(/two values/);
  });

  it.each(['is_null', 'is_not_null', 'is_empty', 'is_not_empty'])('is not needed for %s [api]', (type) => {
    expect(readFilter('orders.status', JSON.stringify({ type }))).toMatchObject({ type, values: [] });
  });
});

describe('the operators [api]', () => {
  const rows = (type: string, value?: unknown, member = 'orders.city'): Set<string> => {
    const filter = readFilter(member, JSON.stringify({ type, value })) as Filter;
    return new Set(applyFilters(orders, [filter]).map(({ city }) => city));
  };
  const all = new Set(orders.map(({ city }) => city));

  it('are eighteen', () => {
    expect(OPERATORS).toHaveLength(18);
  });

  it.each([
    ['equals', ['Austin', 'Boston'], ['Austin', 'Boston']],
    ['greater_than', 'New York', ['San Francisco', 'Seattle']],
    ['greater_than_or_equal', 'San Francisco', ['San Francisco', 'Seattle']],
    ['less_than', 'Boston', ['Austin']],
    ['less_than_or_equal', 'Boston', ['Austin', 'Boston']],
    ['contains', 'san', ['San Francisco']],
    ['starts_with', 's', ['San Francisco', 'Seattle']],
    ['ends_with', 'ON', ['Boston']],
    ['between', ['Boston', 'Chicago'], ['Boston', 'Chicago']],
    ['is_null', undefined, []],
    ['is_empty', undefined, []],
  ])('%s %j', (type, value, expected) => {
    expect(rows(type, value)).toEqual(new Set(expected));
  });

  it.each([
    ['not_equals', 'Austin', ['Austin']],
    ['not_contains', 'san', ['San Francisco']],
    ['not_starts_with', 's', ['San Francisco', 'Seattle']],
    ['not_ends_with', 'on', ['Boston']],
    ['is_not_null', undefined, []],
    ['is_not_empty', undefined, []],
    ['custom', 'anything', []],
  ])('%s %j leaves the others', (type, value, out) => {
    expect(rows(type, value)).toEqual(new Set([...all].filter((city) => !out.includes(city as never))));
  });

  it('between days includes the whole last day', () => {
    const filter = readFilter(
      'orders.created_at',
      '{"type":"between","value":["2026-01-02","2026-01-03"]}',
    ) as Filter;
    const days = applyFilters(orders, [filter]).map(({ createdAt }) =>
      new Date(createdAt).toISOString().slice(0, 10),
    );
    expect(new Set(days)).toEqual(new Set(['2026-01-02', '2026-01-03']));
  });

  it('do nothing for a member that the data does not have', () => {
    const unknown: Filter = { member: 'other.city', type: 'equals', values: ['Austin'] };
    expect(isApplicable(unknown)).toBe(false);
    expect(applyFilters(orders, [unknown])).toHaveLength(orders.length);
  });
});

describe('the parameters of a dashboard', () => {
  it('are read as a query: plain, percent-encoded or with JSON escapes, joined by & [doc]', () => {
    const query =
      'f_orders.city={"value":"a=b"}&locale=de&f_orders.status=%7B%22value%22%3A%22100%25%20%26%22%7D&f_orders.category={"value":"\\u0026 \\u002b\\u0023"}';
    expect(filters(query)).toMatchObject([{ values: ['a=b'] }, { values: ['100% &'] }, { values: ['& +#'] }]);
  });

  it('are ignored without a control, with the reason [doc]', () => {
    const { parameters, ignored } = read(
      'f_orders.stauts={"value":"a"}&tg_orders.created_at=hour&tg_x.y=day&ms_orders.revenue=orders.profit&ms_a.b=a.c&f_constructor={"value":1}&f_orders.city={"type":"set"}',
    );
    expect(parameters).toEqual({});
    expect(ignored).toEqual([
      { parameter: 'f_orders.stauts', reason: 'the dashboard has no filter control for orders.stauts' },
      {
        parameter: 'tg_orders.created_at',
        reason: 'the granularity must be one of day, week, month, quarter, year',
      },
      { parameter: 'tg_x.y', reason: 'the dashboard has no granularity switcher for x.y' },
      {
        parameter: 'ms_orders.revenue',
        reason:
          'the member must be one of orders.revenue, orders.count, orders.average_order, orders.return_rate',
      },
      { parameter: 'ms_a.b', reason: 'the dashboard has no field switch for a.b' },
      { parameter: 'f_constructor', reason: 'the dashboard has no filter control for constructor' },
      { parameter: 'f_orders.city', reason: expect.stringMatching(/no operator of Cube/) },
    ]);
  });

  it('are all taken with the option any', () => {
    const { all } = new Catalog({ it: true }, true);
    const { parameters, ignored } = readParameters(
      all[0]!.controls,
      new URLSearchParams('f_any.thing={"value":1}&tg_any.time=hour&ms_any.a=any.b'),
    );
    expect([Object.keys(parameters), ignored]).toEqual([['f_any.thing', 'tg_any.time', 'ms_any.a'], []]);
  });

  it('select members and the granularity, in lower case [doc]', () => {
    const shown = (query: string) => shownMembers(controlsOf(), read(query));
    expect(shown('ms_orders.revenue=orders.count&ms_orders.city=category&tg_orders.created_at=week')).toEqual(
      {
        measure: 'count',
        dimension: 'category',
        granularity: 'week',
      },
    );
    expect(shown('ms_orders.revenue=profit&tg_orders.created_at=Week')).toEqual({
      measure: 'revenue',
      dimension: 'city',
      granularity: 'month',
    });
    const authored = controlsOf({
      timeGranularities: { 'orders.created_at': { allowed: ['day', 'year'] } },
      fieldSwitches: { 'orders.city': { alternatives: ['orders.status'], default: 'orders.status' } },
    });
    expect(shownMembers(authored, read('', authored))).toMatchObject({
      dimension: 'status',
      granularity: 'day',
    });
  });

  it('are separated from a path', () => {
    const { path, parameters } = splitControls('/embed/dashboard/sales/orders?tab=2&f_a.b={"value":1}#top');
    expect([path, parameters.toString()]).toEqual([
      '/embed/dashboard/sales/orders?tab=2#top',
      new URLSearchParams({ 'f_a.b': '{"value":1}' }).toString(),
    ]);
    expect(splitControls('/embed/d/1/app/workbook/1?tab=2').path).toBe('/embed/d/1/app/workbook/1?tab=2');
  });
});

describe('the value of a filter control', () => {
  const controls = controlsOf({
    filters: {
      'orders.status': { default: { type: 'not_equals', value: 'returned' }, userAttribute: 'status' },
      'orders.city': {},
    },
  });
  const attributes = [{ name: 'status', value: 'shipped' }];

  it('is the URL’s, else the user attribute’s, else the author’s [doc]', () => {
    expect(filters('f_orders.status={"value":"completed"}', controls, attributes)).toMatchObject([
      { type: 'equals', values: ['completed'] },
    ]);
    expect(filters('', controls, attributes)).toMatchObject([{ type: 'equals', values: ['shipped'] }]);
    expect(filters('', controls)).toMatchObject([{ type: 'not_equals', values: ['returned'] }]);
  });

  it('can be cleared, which drops the parameter, so that it opens on its default again [doc]', () => {
    const set = read('f_orders.status={"value":"completed"}&f_orders.city={"value":"Austin"}', controls);
    const cleared = withParameter(set, 'f_orders.status', null);
    expect(Object.keys(cleared.parameters)).toEqual(['f_orders.city']);
    expect(effectiveFilters(controls, cleared, attributes)).toMatchObject([{ member: 'orders.city' }]);
    const reopened = readParameters(controls, new URLSearchParams(cleared.parameters));
    expect(effectiveFilters(controls, reopened, attributes)).toMatchObject([{ values: ['shipped'] }, {}]);
    const again = withParameter(cleared, 'f_orders.status', '{"value":"a"}');
    expect(effectiveFilters(controls, again, attributes)).toContainEqual(
      expect.objectContaining({ values: ['a'] }),
    );
  });

  it('is cleared by an empty list too', () => {
    expect(withParameter(read('', controls), 'f_orders.status', '{"value":[]}')).toEqual({
      parameters: {},
      cleared: ['orders.status'],
    });
  });
});
