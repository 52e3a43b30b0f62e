import { describe, expect, it } from 'vitest';
import { readEmbedAddress, readEmbedPath } from '../../../testkit/tenant/address.js';
import { makeOrders } from '../../../testkit/tenant/data/orders.js';
import { titleOf } from '../../../testkit/tenant/embed/dashboards.js';
import {
  applyFilters,
  isApplicable,
  readFilters,
  withFilter,
} from '../../../testkit/tenant/embed/filters.js';
import { createFormats, usableLocale, usableTimezone } from '../../../testkit/tenant/embed/locale.js';
import { granularityOf, switchedDimension, switchedMeasure } from '../../../testkit/tenant/embed/members.js';
import { firstState } from '../../../testkit/tenant/embed/state.js';
import { createTrustWatch } from '../../../testkit/tenant/embed/trust-watch.js';

describe('an embed page’s trust in its token', () => {
  function watch(marginMs = 1000, noticeMs = 100) {
    let now = 0;
    const said: string[] = [];
    const trust = createTrustWatch({
      now: () => now,
      marginMs,
      noticeMs,
      onExpiring: () => said.push(`expiring ${now}`),
      onExpired: () => said.push(`expired ${now}`),
    });
    const moveTo = (time: number): void => {
      now = time;
      trust.check();
    };
    return { said, trust, moveTo };
  }

  it('gives notice before it ends and ends before the token expires, once each', () => {
    const { said, trust, moveTo } = watch();
    trust.renew(5000);
    for (const time of [3899, 3900, 3901, 3999, 4000, 4001, 9000]) moveTo(time);
    expect(said).toEqual(['expiring 3900', 'expired 4000']);
  });

  it('gives notice late after the clock jumped past both times', () => {
    const { said, trust, moveTo } = watch();
    trust.renew(5000);
    moveTo(8000);
    expect(said).toEqual(['expiring 8000', 'expired 8000']);
  });

  it('restarts with a new token', () => {
    const { said, trust, moveTo } = watch();
    trust.renew(5000);
    moveTo(3950);
    trust.renew(9000);
    moveTo(5000);
    moveTo(8000);
    expect(said).toEqual(['expiring 3950', 'expiring 8000', 'expired 8000']);
  });

  it('gives no notice without a token', () => {
    const { said, moveTo } = watch();
    moveTo(1e15);
    expect(said).toEqual([]);
  });
});

const readFilter = (name: string, json: string) =>
  readFilters(new URLSearchParams({ [name]: json })).at(0) ?? null;

describe('a filter', () => {
  it.each([
    ['{"value":"USA"}', { type: 'equals', values: ['USA'] }],
    ['{"value":["a","b"],"type":"notEquals"}', { type: 'notEquals', values: ['a', 'b'] }],
    ['{"value":0}', { type: 'equals', values: ['0'] }],
    ['"plain"', { type: 'equals', values: ['plain'] }],
    ['{"value":null}', { values: [] }],
    ['{"value":[]}', { values: [] }],
    ['', { values: [] }],
    ['not json', { values: [] }],
    ['%', { values: [] }],
    ['null', { values: [] }],
  ])('is read from %s', (json, filter) => {
    expect(readFilter('f_orders.status', json)).toMatchObject({ member: 'orders.status', ...filter });
  });

  it('is parsed in an action as in a query: plain, percent-encoded or with JSON escapes', () => {
    expect(readFilters('f_orders.status={"value":"a=b"}')).toMatchObject([{ values: ['a=b'] }]);
    expect(readFilters('f_orders.status=%7B%22value%22%3A%22100%25%20%26%22%7D')).toMatchObject([
      { values: ['100% &'] },
    ]);
    expect(readFilters('f_orders.status={"value":"100\\u0025 \\u0026 \\u002b\\u0023"}')).toMatchObject([
      { values: ['100% & +#'] },
    ]);
  });

  it('can be joined with others by &', () => {
    expect(
      readFilters('f_orders.city={"value":"Austin"}&locale=de&f_orders.status={"value":["a","b"]}'),
    ).toMatchObject([
      { member: 'orders.city', values: ['Austin'] },
      { member: 'orders.status', values: ['a', 'b'] },
    ]);
  });

  it('is not parsed from a parameter without f_', () => {
    expect(readFilters('orders.status={"value":"a"}&f_orders.status')).toMatchObject([{ values: [] }]);
  });

  it('replaces or removes the one for the same member', () => {
    const first = readFilter('f_orders.city', '{"value":"Austin"}')!;
    const other = readFilter('f_orders.status', '{"value":"shipped"}')!;
    const second = readFilter('f_orders.city', '{"value":"Boston"}')!;
    expect(withFilter([first, other], second)).toEqual([other, second]);
    expect(withFilter([first, other], { ...first, values: [] })).toEqual([other]);
  });

  it('keeps the matching rows', () => {
    const orders = makeOrders();
    const cities = (json: string): Set<string> =>
      new Set(applyFilters(orders, [readFilter('f_orders.city', json)!]).map(({ city }) => city));
    expect(cities('{"value":["Austin","Boston"]}')).toEqual(new Set(['Austin', 'Boston']));
    expect(cities('{"value":"Austin","type":"notEquals"}').has('Austin')).toBe(false);
    expect(cities('{"value":"san","type":"contains"}')).toEqual(new Set(['San Francisco']));
  });

  it('does nothing when its member or its type is unknown', () => {
    const unknown = readFilter('f_other.city', '{"value":"Austin"}')!;
    const odd = readFilter('f_orders.city', '{"value":"Austin","type":"constructor"}')!;
    expect([isApplicable(unknown), isApplicable(odd)]).toEqual([false, false]);
    const orders = makeOrders();
    expect(applyFilters(orders, [unknown, odd])).toHaveLength(orders.length);
  });
});

describe('an embed’s URL', () => {
  const read = (path: string) => readEmbedAddress(new URL(path, 'http://tenant'));

  it('takes the session only from the correct parameter', () => {
    expect(read('/embed/chat?sessionId=a&session=b')).toMatchObject({
      surface: 'chat',
      deploymentId: null,
      sessionId: 'a',
    });
    expect(read('/embed/d/7/chat?sessionId=a&session=b')).toMatchObject({ deploymentId: 7, sessionId: 'b' });
    expect(read('/embed/chat?sessionId=')).toMatchObject({ sessionId: null });
  });

  it('decodes the dashboard’s id', () => {
    expect(read('/embed/dashboard/a%2Fb%20c?session=x')).toMatchObject({ publicId: 'a/b c' });
  });

  it('sets the page’s first path, scheme and filters', () => {
    const state = (path: string) => firstState(read(path)!, new URL(path, 'http://tenant').searchParams);
    expect(state('/embed/dashboard/a%2Fb?theme=dark&f_orders.city={"value":"Austin"}')).toMatchObject({
      path: '/embed/dashboard/a%2Fb',
      colorScheme: 'dark',
      filters: [{ member: 'orders.city', values: ['Austin'] }],
    });
    expect(state('/embed/chat?chatId=7&theme=blue')).toMatchObject({
      path: '/embed/chat/7',
      colorScheme: 'light',
    });
    expect(state('/embed/d/1/app?session=x')).toMatchObject({ path: '/embed/d/1/app' });
    expect(state('/embed/d/1/app/workbook/130/?session=x')).toMatchObject({
      path: '/embed/d/1/app/workbook/130',
    });
  });

  it('is split into the embed’s root and the path inside it', () => {
    expect(readEmbedPath('/embed/d/42/app/workbook/130?tab=2#top')).toEqual({
      surface: 'app',
      deploymentId: 42,
      publicId: null,
      root: '/embed/d/42/app',
      page: '/workbook/130',
    });
    expect(readEmbedPath('/embed/dashboard/a%2Fb')).toMatchObject({
      publicId: 'a/b',
      root: '/embed/dashboard/a%2Fb',
      page: '/',
    });
    expect(['/workbook/130', '/embed/d/42/apple', '/embed/chats', '/embed'].map(readEmbedPath)).toEqual(
      Array(4).fill(null),
    );
  });

  it('gives the page its title', () => {
    const titles = {
      '/embed/dashboard/abc': 'Sales overview',
      '/embed/d/1/app/dashboard/returns/orders': 'Returns',
      '/embed/d/1/app': 'Dashboards',
      '/embed/d/1/app/workbook/130': 'Workbooks',
      '/embed/d/1/app/settings': 'Workspace',
      '/embed/chat/new': 'Analytics chat',
      '/else': 'Not found',
    };
    for (const [path, title] of Object.entries(titles)) expect(titleOf(readEmbedPath(path))).toBe(title);
  });
});

describe('the URL’s member switches', () => {
  const query = (text: string) => new URLSearchParams(text);

  it('replace a measure or a dimension, with or without the view’s name', () => {
    expect(switchedMeasure(query('ms_orders.revenue=orders.count'), 'revenue')).toBe('count');
    expect(switchedDimension(query('ms_orders.city=category'), 'city')).toBe('category');
  });

  it('ignore unknown members', () => {
    expect(switchedMeasure(query('ms_orders.revenue=profit'), 'revenue')).toBe('revenue');
    expect(switchedDimension(query(''), 'city')).toBe('city');
  });

  it('set the granularity of the time series, in lower case', () => {
    expect(granularityOf(query('tg_orders.created_at=week'))).toBe('week');
    expect(granularityOf(query('tg_orders.created_at=Week'))).toBe('month');
  });
});

describe('locale and time zone', () => {
  it('fall back when they are unknown', () => {
    expect(usableLocale('de-AT', 'en-US')).toBe('de-AT');
    expect(['xx', '', 'de_AT', null].map((locale) => usableLocale(locale, 'en-US'))).toEqual(
      Array(4).fill('en-US'),
    );
    expect(usableTimezone('Europe/Berlin', 'UTC')).toBe('Europe/Berlin');
    expect(['+02:00', 'Mars/Base', '', null].map((zone) => usableTimezone(zone, 'UTC'))).toEqual(
      Array(4).fill('UTC'),
    );
  });

  it('apply to numbers, times and texts', () => {
    const noon = Date.UTC(2026, 0, 15, 12);
    const german = createFormats('de-DE', 'Asia/Tokyo');
    expect(german.money(1234.5).replace(/\s/g, ' ')).toBe('1.234,50 $');
    expect(german.time(noon)).toBe('21:00:00');
    expect(german.word('Revenue')).toBe('Umsatz');
    const english = createFormats('en-US', 'UTC');
    expect(english.money(1234.5)).toBe('$1,234.50');
    expect(english.time(noon)).toMatch(/^12:00:00\sPM$/);
    expect([english.word('Revenue'), createFormats('ja', 'UTC').word('Revenue')]).toEqual([
      'Revenue',
      'Revenue',
    ]);
    expect(['day', 'month', 'quarter', 'year'].map((period) => english.period(noon, period))).toEqual([
      'Jan 15',
      'Jan 26',
      'Q1 2026',
      '2026',
    ]);
  });
});
