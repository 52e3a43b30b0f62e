import { describe, expect, it } from 'vitest';
import { readEmbedAddress, readEmbedPath } from '../../../testkit/tenant/address.js';
import { Catalog } from '../../../testkit/tenant/catalog.js';
import { titleOf } from '../../../testkit/tenant/embed/places.js';
import { createFormats, usableLocale, usableTimezone } from '../../../testkit/tenant/embed/locale.js';
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

  it('sets the page’s first path and scheme', () => {
    const state = (path: string) => firstState(read(path)!, new URL(path, 'http://tenant').searchParams);
    expect(state('/embed/dashboard/a%2Fb?theme=dark')).toMatchObject({
      path: '/embed/dashboard/a%2Fb',
      colorScheme: 'dark',
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
    const { all } = new Catalog(undefined, false);
    const titles = {
      '/embed/dashboard/sales': 'Sales overview',
      '/embed/d/1/app/dashboard/orders/orders': 'Orders',
      '/embed/dashboard/abc': 'Not found',
      '/embed/d/1/app': 'Dashboards',
      '/embed/d/1/app/workbook/130': 'Workbooks',
      '/embed/d/1/app/settings': 'Workspace',
      '/embed/chat/new': 'Analytics chat',
      '/else': 'Not found',
    };
    for (const [path, title] of Object.entries(titles)) expect(titleOf(readEmbedPath(path), all)).toBe(title);
  });
});

describe('locale and time zone', () => {
  it.each([
    ['de-AT', 'de-DE'],
    ['de', 'de-DE'],
    ['es', 'es-ES'],
    ['es-MX', 'es-MX'],
    ['es-AR', 'es-ES'],
    ['pt', 'pt-BR'],
    ['pt-pt', 'pt-PT'],
    ['ja', 'ja-JP'],
    ['en-GB', 'en-US'],
  ])('the locale %s becomes %s, one of the twelve of Cube [doc]', (locale, language) => {
    expect(usableLocale(locale, 'fr-FR')).toBe(language);
  });

  it('fall back when they are unknown [doc]', () => {
    expect(['xx', 'nl-NL', '', 'de_AT', null].map((locale) => usableLocale(locale, 'en-US'))).toEqual(
      Array(5).fill('en-US'),
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
